import { visible } from '../library/words.ts';
import type { FactSource } from './facts.ts';

/** A text that tells about a release, and where it stood. */
export type SourcedText = { text: string; source: FactSource };
export type Sourced<T> = { value: T; source: FactSource };

const longestDescription = 20_000;
const longestLine = 2000;

/** A description as lines of plain text; markup is gone, what lies beyond the limits is not read. */
export function descriptionLines(description: string | null): string[] {
  return (description ?? '')
    .slice(0, longestDescription)
    .replace(/<(?:br|\/?p|\/?div|\/?li|\/?tr|\/?h\d)\b[^<>]*>|\[(?:br|\*)\]/gi, '\n')
    .replace(/<[^<>]*>|\[[^[\]\n]*\]/g, ' ')
    .split(/[\r\n]+/)
    .map((line) => visible(line.slice(0, longestLine)))
    .filter((line) => line !== '');
}

/** The first of the texts in which something is found. */
export function firstIn<T>(
  texts: readonly SourcedText[],
  read: (text: string) => T | null,
): Sourced<T> | null {
  for (const { text, source } of texts) {
    const value = read(text);
    if (value !== null) return { value, source };
  }
  return null;
}
