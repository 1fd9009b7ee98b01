import type { EntityManager } from '@mikro-orm/postgresql';
import { type DownloadEvent, downloadEvents } from '../downloads/events.ts';
import { UserError } from '../errors.ts';
import { findMissing } from '../library/find-missing.ts';
import type { RefusedRelease } from '../releases/facts.ts';
import { Purchase } from '../spending/purchase.entity.ts';
import type { CardData } from './card.ts';
import { loadCard } from './load-card.ts';

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
  const { proposal, downloadId, searchRefused, ...book } = await subjectOf(em, ask);
  const purchases = downloadId === null ? [] : await em.find(Purchase, { downloadId });
  return {
    book,
    card: proposal && (await loadCard(em, proposal.id)),
    refused: proposal ? proposal.refused : searchRefused,
    events: downloadId === null ? [] : await downloadEvents(em, downloadId),
    purchases: purchases.map(({ status, isSpent, actor, reason, detail }) => {
      return { status, isSpent: isSpent ?? null, actor, reason, detail: detail ?? null };
    }),
  };
}

/** A missing book, with a proposal of it and the download of that where there are any. */
type Subject = Explanation['book'] & {
  searchRefused: readonly RefusedRelease[];
  proposal: { id: number; status: string; refused: readonly RefusedRelease[] } | null;
  downloadId: number | null;
};

const subjects = `
  select m.id, m.title, m.download_status as state, m.is_wanted as "isWanted",
         m.search_note as "searchNote", m.next_search_at as "nextSearchAt",
         m.snoozed_until as "snoozedUntil", m.search_refused as "searchRefused",
         case when p.id is not null then
           json_build_object('id', p.id, 'status', p.status, 'refused', p.refused) end as proposal,
         d.id as "downloadId"
    from missing_books m
    left join proposals p on p.missing_book_id = m.id
    left join downloads d on d.proposal_id = p.id`;

async function subjectOf(
  em: EntityManager,
  { proposal, download, book }: WhyAsk,
): Promise<Subject> {
  if (proposal !== undefined) {
    const [found] = await em.execute<Subject[]>(`${subjects} where p.id = ?`, [proposal]);
    if (found) return found;
    const message = `There is no proposal ${proposal}.`;
    throw new UserError('not_found', message, 'Type "queue" for the open ones.');
  }
  if (download !== undefined) {
    const [found] = await em.execute<Subject[]>(`${subjects} where d.id = ?`, [download]);
    if (found) return found;
    throw new UserError('not_found', `There is no download ${download}.`, usualHint);
  }
  if (book === undefined) throw new UserError('bad_input', 'Why what?', usualHint);
  return await newestSubject(em, (await findMissing(em, book)).id);
}

const usualHint =
  'Say the number of a proposal ("queue" lists them), download:<number>, or the title of a missing book.';

/** Without its newest proposal when a newer search found nothing acceptable: then that is the answer. */
async function newestSubject(em: EntityManager, missingId: number): Promise<Subject> {
  const [newest] = await em.execute<[Subject]>(
    `${subjects} where m.id = ? order by p.id desc nulls last limit 1`,
    [missingId],
  );
  const isFruitless = newest.searchRefused.length > 0 || newest.searchNote !== null;
  const isPast = newest.proposal?.status === 'superseded' && isFruitless;
  return isPast ? { ...newest, proposal: null, downloadId: null } : newest;
}
