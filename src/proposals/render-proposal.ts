import type { EntityManager } from '@mikro-orm/postgresql';
import type { Reply } from '../command/reply.ts';
import { proposalCard } from './card.ts';
import { loadCard } from './load-card.ts';

/** The card of a proposal in its present state; null when there is no such proposal. */
export async function renderProposal(em: EntityManager, id: number): Promise<Reply | null> {
  const card = await loadCard(em, id);
  return card && proposalCard(card);
}
