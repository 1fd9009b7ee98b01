import type { TrackerRow } from '../clients/mam/rows.ts';
import { readTitle } from '../library/read-title.ts';
import { writePosition } from '../library/position.ts';
import { visible } from '../library/words.ts';
import type { FactSources, Release } from './facts.ts';
import { readReleaseName } from './read-name.ts';
import { firstIn, type SourcedText } from './texts.ts';
import { narratorsFromText } from './narrators.ts';

type Credits = Pick<Release, 'authors' | 'narrators' | 'series'> & { sources: FactSources };

/** Persons and series out of their fields, else out of what the uploader wrote. */
export function readCredits(
  row: Pick<TrackerRow, 'title' | 'authors' | 'narrators' | 'series'>,
  texts: readonly SourcedText[],
): Credits {
  const hasAuthors = row.authors.length > 0;
  const authors = hasAuthors ? row.authors : readReleaseName(row.title).authors;
  const hasReaders = row.narrators.length > 0;
  const readers = hasReaders ? null : firstIn(texts, (text) => narratorsFromText(text, authors));
  const hasSeries = row.series.length > 0;
  const narrators = readers?.value ?? row.narrators;
  const series = hasSeries ? row.series : seriesInTitle(row.title);
  return {
    authors,
    narrators,
    series,
    sources: {
      ...(authors.length > 0 ? { authors: hasAuthors ? 'field' : 'title' } : {}),
      ...(narrators.length > 0 ? { narrators: readers?.source ?? 'field' } : {}),
      ...(series.length > 0 ? { series: hasSeries ? 'field' : 'title' } : {}),
    },
  };
}

/** The series a title names with a number: "The Salt Road (Ember, #3)". */
function seriesInTitle(title: string): Release['series'] {
  const { places } = readTitle(title);
  return places.flatMap(({ name, position }) => {
    return name === null
      ? []
      : [{ name: asWritten(title, name), position: writePosition(position) }];
  });
}

/** The reader of titles answers in lower case. */
function asWritten(title: string, name: string): string {
  const text = visible(title);
  const at = text.toLowerCase().indexOf(name);
  return at === -1 ? name : text.slice(at, at + name.length);
}
