import type { OwnedBook } from './ownership.ts';
import { coversPosition, isSpan, parsePosition } from './position.ts';
import type { SeriesEntry, SeriesWork } from './series-works.ts';
import { titleForms } from './title.ts';

/** A book as Hardcover lists it, which knows books, not what is on sale as audio. */
export type OpinionBook = {
  title: string;
  position: string | null;
  /** YYYY-MM-DD */
  releaseDate: string | null;
  authors: string[];
  hasAudio: boolean;
  audioAsin: string | null;
  audioMinutes: number | null;
};

type Known = {
  works: readonly SeriesWork[];
  owned: readonly OwnedBook[];
  novellas: 'never' | 'ask' | 'always';
  /** YYYY-MM-DD */
  today: string;
};

/**
 * Books that only the second opinion lists: neither their title nor their number is among the works of
 * the catalogue or on the shelf. Without any work in the catalogue an owned title must show that both
 * speak of one series.
 */
export function onlyInOpinion(
  opinions: readonly OpinionBook[],
  { works, owned, novellas, today }: Known,
): (SeriesEntry & { reason: string })[] {
  // Mostly nobody else is asked, and reading all titles for that would take a third of the time.
  if (opinions.length === 0) return [];
  const places = new Set(works.map(({ place }) => place));
  const editions = works.flatMap((work) => work.editions);
  const titles = new Set([...editions, ...owned].flatMap(({ title }) => titleForms(title)));
  const asins = new Set([...editions, ...owned].map(({ asin }) => asin));
  const positions = owned.flatMap(({ position }) => parsePosition(position) ?? []);
  const isListed = ({ title }: OpinionBook) => titleForms(title).some((form) => titles.has(form));
  if (works.length === 0 && !opinions.some(isListed)) return [];
  const seen = new Set<number>();
  return opinions.flatMap((book) => {
    const position = parsePosition(book.position);
    if (!position || isSpan(position) || position.part !== undefined) return [];
    const { from: place } = position;
    const isNovella = !Number.isInteger(place);
    const isOwned = positions.some(
      (own) => coversPosition(own, position) || (!isSpan(own) && own.from === place),
    );
    const isKnown = places.has(place) || seen.has(place) || isOwned || isListed(book);
    if (isKnown || asins.has(book.audioAsin ?? '') || (isNovella && novellas === 'never'))
      return [];
    seen.add(place);
    return [{ ...entryOf(book, String(place)), reason: reasonOf(book, today) }];
  });
}

function entryOf(book: OpinionBook, position: string): SeriesEntry {
  return {
    asin: book.audioAsin ?? '',
    title: book.title,
    position,
    releaseDate: book.releaseDate,
    language: null,
    authors: book.authors,
    narrators: [],
    runtimeMinutes: book.audioMinutes,
    isUnabridged: null,
    ratingCount: null,
    isPurchasable: null,
    coverUrl: null,
  };
}

/** Why a book that the catalogue does not sell is only perhaps missing. */
export function reasonOf({ hasAudio, releaseDate }: OpinionBook, today: string): string {
  if (releaseDate !== null && releaseDate > today) {
    return `only Hardcover announces it, for ${releaseDate}`;
  }
  return hasAudio ? 'only Hardcover lists it' : 'only Hardcover lists it, without an audiobook';
}
