import type { EntityManager } from '@mikro-orm/postgresql';
import { Download } from '../downloads/download.entity.ts';
import { type DownloadEvent, downloadEvents } from '../downloads/events.ts';
import { UserError } from '../errors.ts';
import { findMissing } from '../library/find-missing.ts';
import type { MissingBook } from '../library/missing-book.entity.ts';
import type { RefusedRelease } from '../releases/facts.ts';
import { Purchase } from '../spending/purchase.entity.ts';
import type { CardData } from './card.ts';
import { loadCard } from './load-card.ts';
import { Proposal } from './proposal.entity.ts';

export type Explanation = {
  book: {
    id: number;
    title: string;
    state: string;
    isWanted: boolean;
    searchNote: string | null;
    nextSearchAt: Date | null;
    snoozedUntil: Date | null;
  };
  /** Null for a book of which nothing was proposed yet. */
  card: CardData | null;
  refused: readonly RefusedRelease[];
  /** What happened to its download, oldest first. */
  events: readonly DownloadEvent[];
  /** Wedges spent or meant for it. */
  purchases: readonly Pick<Purchase, 'status' | 'isSpent' | 'actor' | 'reason' | 'detail'>[];
};

export type WhyAsk = {
  proposal?: number | undefined;
  download?: number | undefined;
  book?: string | undefined;
};

/** The whole story of a proposal, a download or a missing book; throws UserError when there is none. */
export async function explain(em: EntityManager, ask: WhyAsk): Promise<Explanation> {
  const { proposal, missing } = await subjectOf(em, ask);
  const download = proposal && (await em.findOne(Download, { proposalId: proposal.id }));
  const card = proposal && (await loadCard(em, proposal.id));
  const purchases = download ? await em.find(Purchase, { downloadId: download.id }) : [];
  return {
    book: {
      id: missing.id,
      title: missing.title,
      state: missing.downloadStatus,
      isWanted: missing.isWanted,
      searchNote: missing.searchNote ?? null,
      nextSearchAt: missing.nextSearchAt ?? null,
      snoozedUntil: missing.snoozedUntil ?? null,
    },
    card,
    refused: proposal ? proposal.refused : missing.searchRefused,
    events: download ? await downloadEvents(em, download.id) : [],
    purchases: purchases.map(({ status, isSpent, actor, reason, detail }) => {
      return { status, isSpent: isSpent ?? null, actor, reason, detail: detail ?? null };
    }),
  };
}

type Subject = { proposal: Proposal | null; missing: MissingBook };

async function subjectOf(
  em: EntityManager,
  { proposal, download, book }: WhyAsk,
): Promise<Subject> {
  if (proposal !== undefined) return await proposalSubject(em, proposal);
  if (download !== undefined) {
    const row = await em.findOne(Download, download);
    if (row?.proposalId) return await proposalSubject(em, row.proposalId);
    throw new UserError('not_found', `There is no download ${download}.`, usualHint);
  }
  if (book === undefined) throw new UserError('bad_input', 'Why what?', usualHint);
  const missing = await findMissing(em, book);
  return { proposal: await newestProposal(em, missing), missing };
}

const usualHint =
  'Say the number of a proposal ("queue" lists them), download:<number>, or the title of a missing book.';

async function proposalSubject(em: EntityManager, id: number): Promise<Subject> {
  const proposal = await em.findOne(Proposal, id, { populate: ['missingBook'] });
  if (proposal) return { proposal, missing: proposal.missingBook };
  throw new UserError(
    'not_found',
    `There is no proposal ${id}.`,
    'Type "queue" for the open ones.',
  );
}

/** Not when a newer search found nothing acceptable: then that is the answer. */
async function newestProposal(em: EntityManager, missing: MissingBook): Promise<Proposal | null> {
  const newest = await em.findOne(
    Proposal,
    { missingBook: missing },
    { orderBy: { id: 'desc' }, populate: ['missingBook'] },
  );
  const isFruitless = missing.searchRefused.length > 0 || missing.searchNote !== null;
  return newest?.status === 'superseded' && isFruitless ? null : newest;
}
