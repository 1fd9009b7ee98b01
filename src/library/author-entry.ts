import { writersOf } from './authors.ts';
import { isAbridgedText, isCollectionTitle, isDramatisedText } from './edition.ts';
import { kindOfWork } from './kind.ts';
import { languageCode } from './language.ts';
import { parsePosition } from './position.ts';
import type { SeriesEntry } from './series-works.ts';
import { sameName } from './text.ts';

/** One product the catalogue lists under an author's name; `position` is its place in `seriesName`. */
export type AuthorEntry = SeriesEntry & {
  seriesName: string | null;
  /** The catalogue's own number of the author, which tells two persons of one name apart. */
  authorAsin: string | null;
  deliveryType: string | null;
};

/** More names than this under one work, and it is an anthology. */
export const mostWriters = 3;

const bookTypes = ['SinglePartBook', 'MultiPartBook'];

/** Why a product is no book of this author that could be missing; null when it may be one. */
export function exclusionOf(
  entry: AuthorEntry,
  author: string,
  languages: readonly string[],
): string | null {
  const { title, deliveryType, seriesName } = entry;
  if (deliveryType !== null && !bookTypes.includes(deliveryType)) return 'no book';
  if (!writersOf(entry.authors).some((name) => sameName(name, author))) return 'another author';
  const code = languageCode(entry.language);
  if (code !== null && languages.length > 0 && !languages.includes(code)) return 'other language';
  if (entry.isUnabridged === false || isAbridgedText(title) === true) return 'abridged';
  if (isDramatisedText(title)) return 'dramatised';
  if (isCollectionTitle(title)) return 'collection';
  const kind = kindOfWork(title, seriesName === null ? [] : [seriesName], entry.authors);
  return kind === 'book' ? null : kind;
}

/** Why a book is only perhaps a missing one; null when nothing speaks against it. */
export function doubtAboutEntry(
  entry: AuthorEntry,
  author: string,
  { ownAsins, novellas }: { ownAsins: ReadonlySet<string>; novellas: 'never' | 'ask' | 'always' },
): string | null {
  const writers = writersOf(entry.authors);
  const isFirst = sameName(writers[0] ?? '', author);
  if (!isFirst && writers.length > mostWriters) return `one of ${writers.length} authors`;
  if (entry.authorAsin !== null && ownAsins.size > 0 && !ownAsins.has(entry.authorAsin))
    return 'perhaps by another author of this name';
  if (entry.isPurchasable === false) return 'no longer sold';
  const position = parsePosition(entry.position);
  if (position?.part !== undefined) return 'known only in parts';
  const isNovella = position !== null && !Number.isInteger(position.from);
  return isNovella && novellas === 'ask' ? 'stands between the numbered books' : null;
}
