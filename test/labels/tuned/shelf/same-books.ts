import type { Random } from '../../random.ts';
import type { Owned, ShelfWay } from '../../shelf-item.ts';
import { numberWord, shortSeries } from '../../subject.ts';

/** How libraries write a book that the catalogue has, too. */
export const sameBooks: ShelfWay[] = [
  { name: 'plain', own: () => ({}) },
  {
    name: 'without-series',
    own: ({ series, isNumbered }) => (series === null || isNumbered ? null : { series: [] }),
  },
  {
    name: 'series-without-number',
    own: ({ series, isNumbered }) =>
      series === null || isNumbered ? null : { series: [{ name: series, sequence: null }] },
  },
  inSeries('numbered-folder', (title, _, number) => ({
    title: `${number.padStart(2, '0')} - ${title}`,
  })),
  inSeries('numbered-series-folder', (title, series, number) => ({
    title: `${shortSeries(series)} ${number.padStart(2, '0')} - ${title}`,
    series: [],
  })),
  inSeries('series-in-brackets', (title, series, number) => ({
    title: `${title} (${series} #${number})`,
    series: [],
  })),
  inSeries('series-as-subtitle', (_, series, number) => ({
    subtitle: `${series}, Book ${number}`,
  })),
  inSeries('number-word', (title, series, number) => {
    const word = numberWord(number);
    return word === null ? null : { title: `${title}: Book ${word} of ${series}` };
  }),
  inSeries('sequence-form', (_, series, number) => ({
    series: [{ name: series, sequence: number.includes('.') ? `${number}0` : `${number}.0` }],
  })),
  inSeries('two-series', (_, series, number) => ({
    series: [
      { name: 'Complete Works', sequence: '17' },
      { name: series, sequence: number },
    ],
  })),
  inSeries('series-name-form', (_, series, number, random) => ({
    series: [
      {
        name: random.pick([
          shortSeries(series),
          `${shortSeries(series)} Series`,
          series.toLowerCase(),
        ]),
        sequence: number,
      },
    ],
  })),
  titled('unabridged', (title, random) =>
    random.pick([`${title} (Unabridged)`, `${title} [Unabridged]`, `${title} - Unabridged`]),
  ),
  titled(
    'genre-line',
    (title, random) => `${title}: ${random.pick(['A Novel', 'A LitRPG Adventure'])}`,
  ),
  titled('article-moved', (title) => title.replace(/^(The|A|An) (.+)$/, '$2, $1')),
  titled('file-name', (title) => title.replaceAll(':', '_').replaceAll('?', '')),
  titled('lower-case', (title) => title.toLowerCase()),
  titled('ampersand', (title) => title.replace(' and ', ' & ')),
  titled('diacritics-dropped', (title) => title.normalize('NFD').replaceAll(/\p{M}/gu, '')),
  {
    name: 'initials-run-together',
    own: ({ authors }) =>
      named(authors, (name) => name.replaceAll(/\. ?(?=\p{Lu}\.)/gu, '').replaceAll('.', '')),
  },
  {
    name: 'co-author-omitted',
    own: ({ authors }) => (authors.length < 2 ? null : { authors: authors.slice(0, 1) }),
  },
  {
    name: 'translator-beside',
    own: ({ authors }) => ({
      authors: [...authors, 'Karin Albrecht - translator'],
      form: 'expanded',
    }),
  },
  {
    name: 'last-name-first',
    own: ({ authors }) => ({
      ...named(authors, (name) => name.replace(/^([^ ]+) ([^ ]+)$/, '$2, $1')),
      form: 'expanded',
    }),
  },
  {
    name: 'other-title-same-place',
    own: ({ otherTitles, series }) =>
      series === null || otherTitles.length === 0 ? null : { title: otherTitles[0] ?? '' },
  },
];

function inSeries(
  name: string,
  own: (title: string, series: string, number: string, random: Random) => Partial<Owned> | null,
): ShelfWay {
  return {
    name,
    own: ({ title, series, position, isNumbered }, _, random) =>
      series === null || position === null || isNumbered || title.includes(shortSeries(series))
        ? null
        : own(title, series, position, random),
  };
}

function titled(name: string, change: (title: string, random: Random) => string): ShelfWay {
  return {
    name,
    own(book, _, random) {
      const title = change(book.title, random);
      return title === book.title ? null : { title };
    },
  };
}

function named(authors: string[], change: (name: string) => string): Partial<Owned> | null {
  const changed = authors.map(change);
  return changed.join() === authors.join() ? null : { authors: changed };
}
