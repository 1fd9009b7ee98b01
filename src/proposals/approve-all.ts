import type { EntityManager } from '@mikro-orm/postgresql';
import { UserError } from '../errors.ts';
import { approve, type DecideContext } from './decide.ts';
import { lockProposals } from './open.ts';

export type Which = 'free' | 'all';
export type Approvals = {
  approved: { proposal: number; title: string; download: number }[];
  /** Those that must not be fetched now; they stay open. */
  refused: { proposal: number; title: string; reason: string }[];
};

type OpenRow = { id: number; title: string };

const isFree = 'not coalesce(p.is_paid, true)';

const ofSeries = `(?::text is null or lower(m.series_name) = lower(?) or m.series_id::text = ?)`;

/** How many proposals wait for a word, of one series or of all, and how many of them cost nothing. */
export async function countOpen(
  em: EntityManager,
  series: string | null = null,
): Promise<{ open: number; free: number }> {
  const [counts] = await em.execute<{ open: number; free: number }[]>(
    `select count(*) as open, count(*) filter (where ${isFree}) as free
       from proposals p join missing_books m on m.id = p.missing_book_id
      where p.status = 'open' and ${ofSeries}`,
    [series, series, series],
  );
  return counts ?? { open: 0, free: 0 };
}

/**
 * Approves the open proposals one by one as if each had been pressed, the most wanted first. One that is
 * refused leaves the others alone: each stands in a transaction of its own inside the caller's.
 */
export async function approveAll(
  em: EntityManager,
  { which, series }: { which: Which; series?: string | undefined },
  context: DecideContext,
): Promise<Approvals> {
  await lockProposals(em);
  const open = await em.execute<OpenRow[]>(
    `select p.id, m.title from proposals p join missing_books m on m.id = p.missing_book_id
      where p.status = 'open' and (? = 'all' or ${isFree})
        and ${ofSeries}
      order by m.priority, p.id`,
    [which, series ?? null, series ?? null, series ?? null],
  );
  const result: Approvals = { approved: [], refused: [] };
  for (const { id, title } of open) {
    try {
      const { downloadId } = await em.transactional((inner) => approve(inner, id, context));
      result.approved.push({ proposal: id, title, download: downloadId });
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      result.refused.push({ proposal: id, title, reason: error.message });
    }
  }
  return result;
}
