import { personsIn } from '../../library/person-list.ts';
import { readBookPath } from '../../library/read-path.ts';
import type { BookFacts } from '../facts.ts';
import { factsOf } from '../provider.ts';

/** What the folders and the name of a book say of it, from the root of the library on. */
export function pathFacts(relativePath: string): BookFacts {
  const { author, title, series, position, narrator, year, asin } = readBookPath(relativePath);
  return factsOf({
    title,
    asin,
    authors: namesIn(author),
    narrators: namesIn(narrator),
    series: series === null ? [] : [{ name: series, sequence: position }],
    publishedYear: year,
  });
}

function namesIn(text: string | null): string[] {
  return text === null ? [] : (personsIn(text) ?? text.split(/\s*,\s*/));
}
