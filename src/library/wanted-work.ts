import type { WorkKey } from './match.ts';
import type { MissingBook } from './missing-book.entity.ts';

/** What names a missing book when releases are searched and compared. */
export function wantedWork(
  missing: Pick<MissingBook, 'title' | 'authorName' | 'seriesName' | 'seriesNumber'>,
): WorkKey {
  return {
    title: missing.title,
    authors: namesIn(missing.authorName),
    series: missing.seriesName
      ? [{ name: missing.seriesName, position: missing.seriesNumber ?? null }]
      : [],
  };
}

/** The people of a column that keeps them as one text. */
export function namesIn(text: string | null | undefined): string[] {
  return (text ?? '').split(', ').filter((name) => name !== '');
}
