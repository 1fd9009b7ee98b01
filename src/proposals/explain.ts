import type { EntityManager } from '@mikro-orm/postgresql';
import { type DownloadEvent, downloadEvents } from '../downloads/events.ts';
import { UserError } from '../errors.ts';
import type { CardData } from './card.ts';
import { loadCard } from './load-card.ts';
import { Proposal, type RefusedRelease } from './proposal.entity.ts';

export type Explanation = {
  card: CardData;
  refused: readonly RefusedRelease[];
  events: readonly DownloadEvent[];
};

/** The whole story of a proposal; throws UserError when there is none of this number. */
export async function explain(em: EntityManager, proposalId: number): Promise<Explanation> {
  const card = await loadCard(em, proposalId);
  if (!card) {
    throw new UserError(
      'not_found',
      `There is no proposal ${proposalId}.`,
      'Type "queue" for the open ones.',
    );
  }
  const proposal = await em.findOneOrFail(Proposal, proposalId);
  const events = card.download ? await downloadEvents(em, card.download.id) : [];
  return { card, refused: proposal.refused, events };
}
