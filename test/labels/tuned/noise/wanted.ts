import type { Wanted } from '../../case.ts';
import { translators } from '../../people.ts';
import { numberWord, shortSeries, type WantedNoise } from '../../subject.ts';

/** How catalogues, libraries and people who ask write the same book. */
export const wantedNoise: WantedNoise[] = [
  inSeries(
    'wanted-catalogue-title',
    (title, series, number) => `${title}: ${series}, Book ${number}`,
  ),
  inSeries('wanted-shelf-title', (title, series, number) => `${title} (${series} #${number})`),
  inSeries('wanted-reader-title', (title, series, number) => `${title} (${series}, #${number})`),
  inSeries('wanted-number-word', (title, series, number) => {
    const word = numberWord(number);
    return word === null ? null : `${title}: Book ${word} of ${series}`;
  }),
  inSeries(
    'wanted-folder-title',
    (title, series, number) => `${shortSeries(series)} ${number.padStart(2, '0')} - ${title}`,
  ),
  {
    name: 'wanted-asked-for',
    takesEvidence: true,
    apply: (wanted) => (wanted.series.length === 0 ? null : { ...wanted, series: [], asin: null }),
  },
  {
    name: 'wanted-genre-line',
    apply: (wanted, { random }) => ({
      ...wanted,
      title: `${wanted.title}: ${random.pick(['A Novel', 'A Progression Fantasy Epic'])}`,
    }),
  },
  {
    name: 'wanted-unabridged',
    apply: (wanted) => ({ ...wanted, title: `${wanted.title} (Unabridged)` }),
  },
  {
    name: 'wanted-article-moved',
    apply: (wanted) => changed(wanted, wanted.title.replace(/^(The|A|An) (.+)$/, '$2, $1')),
  },
  {
    name: 'wanted-lower-case',
    apply: (wanted) => ({
      ...wanted,
      title: wanted.title.toLowerCase(),
      authors: wanted.authors.map((name) => name.toLowerCase()),
    }),
  },
  {
    name: 'wanted-translator',
    apply: (wanted, { random }) => ({
      ...wanted,
      authors: [...wanted.authors, `${random.pick(translators)} - translator`],
    }),
  },
  {
    name: 'wanted-series-name',
    apply: (wanted) =>
      wanted.series.length === 0
        ? null
        : {
            ...wanted,
            series: wanted.series.map(({ name, position }) => ({
              name: `${shortSeries(name)} Series`,
              position,
            })),
          },
  },
];

function inSeries(
  name: string,
  write: (title: string, series: string, number: string) => string | null,
): WantedNoise {
  return {
    name,
    apply(wanted, { book }) {
      if (book.series === null || book.position === null || book.isNumbered) return null;
      const title = wanted.title.includes(shortSeries(book.series))
        ? null
        : write(wanted.title, book.series, book.position);
      return title === null ? null : { ...wanted, title };
    },
  };
}

function changed(wanted: Wanted, title: string): Wanted | null {
  return title === wanted.title ? null : { ...wanted, title };
}
