import { type AuthorEntry, doubtAboutEntry, exclusionOf } from './author-entry.ts';
import {
  findOnShelf,
  groupByTitle,
  indexListed,
  indexOwned,
  type OwnedByAuthor,
  type WorkIndex,
} from './author-works.ts';
import type { Gap, GapPolicy } from './gaps.ts';
import { type OpinionBook, reasonOf } from './opinions.ts';
import { parsePosition } from './position.ts';
import { isOut } from './series-works.ts';
import { sameName } from './text.ts';

export type AuthorGap = Gap & { seriesName: string | null };

export type AuthorGapReport = {
  missing: AuthorGap[];
  announced: AuthorGap[];
  unsure: AuthorGap[];
  /** Works of the list that are on the shelf, with the ASINs of all their editions. */
  owned: { bookId: number; asins: string[] }[];
  /** Works the lists of the library's series hold, that are not on the shelf. */
  inSeries: AuthorEntry[];
  /** How many products were left out, by reason. */
  excluded: Record<string, number>;
};

/**
 * Compares what a catalogue lists under an author's name with the shelf. A work that a series of the
 * library lists is left to that series.
 */
export function findAuthorGaps(input: {
  author: string;
  entries: readonly AuthorEntry[];
  owned: readonly OwnedByAuthor[];
  listed: readonly { title: string; asin: string | null }[];
  opinions?: readonly OpinionBook[];
  /** YYYY-MM-DD */
  today: string;
  policy: GapPolicy;
}): AuthorGapReport {
  const { author, entries, today, policy } = input;
  const { languages, novellas } = policy;
  const coversOmnibus = policy.omnibus === 'covers';
  const shelf = indexOwned(input.owned, coversOmnibus);
  const inSeries = indexListed(input.listed);
  const report = emptyReport();
  const candidates = entries.filter((entry) => {
    const reason = exclusionOf(entry, author, languages);
    if (reason !== null) report.excluded[reason] = (report.excluded[reason] ?? 0) + 1;
    return reason === null;
  });
  const works = groupByTitle(candidates, { languages, today }).map((work) => {
    return { ...work, ...findOnShelf(work, shelf, input.owned, coversOmnibus) };
  });
  report.owned = works.flatMap(({ editions, book }) =>
    book ? [{ bookId: book.id, asins: editions.map(({ asin }) => asin) }] : [],
  );
  const ownWorks = works.filter(({ book }) => book !== undefined);
  const ownAsins = new Set(ownWorks.flatMap(({ editions }) => asinsOf(editions)));
  for (const { best, editions, book, unsure, ...work } of works) {
    if (book) continue;
    if (editions.some((entry) => inSeries.find(entry))) {
      report.inSeries.push(best);
      continue;
    }
    if (isNovella(best) && novellas === 'never') continue;
    const doubt = work.doubt ?? unsure ?? doubtAboutEntry(best, author, { ownAsins, novellas });
    if (doubt !== null) report.unsure.push({ ...best, reason: doubt });
    else if (isOut(best, today)) report.missing.push({ ...best, reason: 'not owned' });
    else report.announced.push({ ...best, reason: `comes out on ${best.releaseDate}` });
  }
  const known = indexListed<{ title: string; asin: string | null }>([
    ...input.owned,
    ...entries,
    ...input.listed,
  ]);
  report.unsure.push(...onlyThere(input.opinions ?? [], author, known, today));
  return report;
}

function emptyReport(): AuthorGapReport {
  return { missing: [], announced: [], unsure: [], owned: [], inSeries: [], excluded: {} };
}

function asinsOf(editions: readonly AuthorEntry[]): string[] {
  return editions.flatMap(({ authorAsin }) => authorAsin ?? []);
}

function isNovella({ position }: AuthorEntry): boolean {
  const place = parsePosition(position);
  return place !== null && !Number.isInteger(place.from);
}

/** The second opinion lists every short story; only what it knows as an audiobook of this author counts. */
function onlyThere(
  opinions: readonly OpinionBook[],
  author: string,
  known: WorkIndex<unknown>,
  today: string,
): AuthorGap[] {
  return opinions.flatMap((book) => {
    if (!book.hasAudio || !sameName(book.authors[0] ?? '', author)) return [];
    const entry = {
      asin: book.audioAsin ?? '',
      title: book.title,
      position: '',
      releaseDate: book.releaseDate,
      language: null,
      authors: book.authors,
      narrators: [],
      runtimeMinutes: book.audioMinutes,
      isUnabridged: null,
      ratingCount: null,
      isPurchasable: null,
      coverUrl: null,
      seriesName: null,
      authorAsin: null,
      deliveryType: null,
    };
    const isExcluded = exclusionOf(entry, author, []) !== null;
    if (isExcluded || known.find(entry)) return [];
    return [{ ...entry, reason: reasonOf(book, today) }];
  });
}
