import type { Book } from './books.ts';
import type { LabelledCase, Wanted, WrongClass } from './case.ts';
import { type Upload, writeRow } from './row.ts';

/** An upload, and what is wrong with it for who looks for the book; null when nothing is. */
export type LabelledUpload = { upload: Upload; wrong: WrongClass | null };

/** The book as a catalogue names it. */
export function wantedOf(book: Book, asin: string | null): Wanted {
  const { title, authors, language } = book;
  return { title, authors, series: seriesOf(book), asin, language };
}

export function seriesOf({ series, position }: Book): { name: string; position: string | null }[] {
  return series === null ? [] : [{ name: series, position }];
}

/** The rows of the uploads, numbered from the id on, with their labels. */
export function labelRows(
  uploads: readonly LabelledUpload[],
  firstId: number,
): Pick<LabelledCase, 'rows' | 'acceptable' | 'wrong'> {
  const numbered = uploads.map((one, place) => ({ ...one, id: firstId + place }));
  return {
    rows: numbered.map(({ id, upload }) => writeRow(id, upload)),
    acceptable: numbered.filter(({ wrong }) => wrong === null).map(({ id }) => id),
    wrong: Object.fromEntries(
      numbered.flatMap(({ id, wrong }) => (wrong === null ? [] : [[id, wrong]])),
    ) as LabelledCase['wrong'],
  };
}
