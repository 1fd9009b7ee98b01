import type { EntityManager } from '@mikro-orm/postgresql';
import { foldName } from '../library/text.ts';
import { foldTitle } from '../library/title.ts';
import { isSpan, parsePosition, writePosition } from '../library/position.ts';
import type { Release } from '../releases/facts.ts';
import type { Tie } from './ours.ts';

export type Listing = {
  release: Pick<Release, 'title' | 'authors' | 'series' | 'asin'>;
  tie: Tie | null;
  reason: 'new_title' | 'top10';
  status: 'identified' | 'unsure';
  isWanted: boolean;
  now: Date;
};

/**
 * Lists the book of a release as missing, under the key that a later look at its series or author
 * would give it; null when it is there already.
 */
export async function listBook(em: EntityManager, listing: Listing): Promise<number | null> {
  const { release, tie, reason, status, isWanted, now } = listing;
  const [told] = release.series;
  const number = numberIn(tie?.series?.position ?? told?.position ?? null);
  const rows = await em.execute<{ id: number }[]>(
    `insert into missing_books (work_key, series_id, author_id, title, author_name, series_name,
            series_number, reason_missing, asin, download_status, is_wanted, identified_date)
     values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) on conflict (work_key) do nothing returning id`,
    [
      keyOf(release, tie, number),
      tie?.isSure ? (tie.series?.id ?? null) : null,
      tie?.authorId ?? null,
      release.title,
      release.authors.join(', '),
      tie?.series?.name ?? told?.name ?? null,
      number,
      reason,
      release.asin,
      status,
      isWanted,
      now,
    ],
  );
  return rows[0]?.id ?? null;
}

function keyOf({ title, authors }: Listing['release'], tie: Tie | null, number: string | null) {
  const name = foldTitle(title) || title;
  if (tie?.series && tie.isSure) return `series:${tie.series.id}:${number ?? name}`;
  return `author:${foldName(authors[0] ?? '')}:${name}`;
}

/** The number of one book, written as the lists of series write it. */
function numberIn(text: string | null): string | null {
  const position = parsePosition(text);
  return position && !isSpan(position) ? writePosition(position) : null;
}
