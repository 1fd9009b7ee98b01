import type { OwnedBook, SeriesEntry } from '../../src/library/gaps.ts';
import { type Random, seededRandom } from '../labels/random.ts';

/** A book on the shelf, with the place its owner gave it. */
export type ShelfBook = OwnedBook & { series: string };

/** One series of the catalogue, and which of its books a right answer calls missing, announced or covered. */
export type CatalogueSeries = {
  name: string;
  author: string;
  entries: SeriesEntry[];
  missing: string[];
  announced: string[];
  covered: string[];
};

export type GeneratedLibrary = { books: ShelfBook[]; series: CatalogueSeries[] };

export const today = '2026-06-15';
const nouns = [
  'Crown',
  'River',
  'Ember',
  'Salt',
  'Winter',
  'Harbor',
  'Raven',
  'Glass',
  'Thorn',
  'Lantern',
  'Iron',
  'Wolf',
  'Tide',
  'Ash',
  'Moon',
  'Oath',
  'Bridge',
  'Mirror',
  'Storm',
  'Garden',
];
const kinds = [
  'Road',
  'Song',
  'War',
  'Heir',
  'Gate',
  'Keeper',
  'Night',
  'Throne',
  'Promise',
  'Daughter',
  'Blade',
  'Secret',
  'House',
  'Fall',
  'Queen',
  'Light',
];
const given = ['Anna', 'Tom', 'Iris', 'Marc', 'Lena', 'Owen', 'Ruth', 'Saul', 'Nina', 'Hugh'];

/** A library of so many books in series of 3 to 40, a third of each missing; the same for the same size. */
export function generateLibrary(size: number): GeneratedLibrary {
  const random = seededRandom(size);
  const library: GeneratedLibrary = { books: [], series: [] };
  while (library.books.length < size)
    addSeries(library, random.pick([3, 3, 4, 5, 6, 8, 12, 20, 40]), random);
  return library;
}

/** All books in one series. */
export function generateLongSeries(size: number): GeneratedLibrary {
  const library: GeneratedLibrary = { books: [], series: [] };
  addSeries(library, Math.round(size * 1.5), seededRandom(size));
  return library;
}

function addSeries({ books, series }: GeneratedLibrary, length: number, random: Random): void {
  const serial = series.length + 1;
  const author = `${random.pick(given)} ${random.pick(nouns)}${random.pick(kinds).toLowerCase()} ${serial}`;
  const name = `${random.pick(nouns)} ${random.pick(kinds)} ${serial}`;
  const one: CatalogueSeries = {
    name,
    author,
    entries: [],
    missing: [],
    announced: [],
    covered: [],
  };
  const used = new Set<string>();
  const covered = length >= 5 && random.isLucky(0.2) ? 2 : 0;
  for (let place = 1; place <= length; place += 1) {
    const title = newTitle(used, random);
    const asin = `B${serial}.${place}`;
    const isAnnounced = place === length && random.isLucky(0.15);
    one.entries.push(entry({ asin, title, author, position: String(place) }, isAnnounced));
    if (random.isLucky(0.2)) {
      one.entries.push(
        entry({
          asin: `${asin}d`,
          title: `${title} (Dramatized Adaptation)`,
          author,
          position: String(place),
        }),
      );
    }
    if (random.isLucky(0.1)) {
      const german = entry({
        asin: `${asin}g`,
        title: `${title} auf Deutsch`,
        author,
        position: String(place),
      });
      one.entries.push({ ...german, language: 'german' });
    }
    if (place <= covered) one.covered.push(String(place));
    else if (isAnnounced) one.announced.push(String(place));
    else if (place > covered + 1 && random.isLucky(1 / 3)) one.missing.push(String(place));
    else
      books.push(
        shelve(
          { asin, title, author, series: name, position: String(place) },
          books.length + 1,
          random,
        ),
      );
  }
  if (covered > 0) {
    const omnibus = {
      asin: `B${serial}.o`,
      title: `${name} Omnibus`,
      author,
      position: `1-${covered}`,
    };
    one.entries.push(entry(omnibus));
    books.push({ ...omnibus, id: books.length + 1, authors: [author], series: name });
  }
  series.push(one);
}

/** No two books of a series share a title; books of different authors do. */
function newTitle(used: Set<string>, random: Random): string {
  const words = [nouns, kinds, nouns, kinds].map((list) => random.pick(list));
  const title = `The ${words[0]} ${words[1]} of ${words[2]} ${words[3]}`;
  if (used.has(title)) return newTitle(used, random);
  used.add(title);
  return title;
}

type Known = { asin: string; title: string; author: string; position: string };

function entry({ author, ...known }: Known, isAnnounced = false): SeriesEntry {
  return {
    ...known,
    releaseDate: isAnnounced ? '2027-01-01' : '2020-01-01',
    language: 'english',
    authors: [author],
    narrators: [],
    runtimeMinutes: 600,
    isUnabridged: true,
    ratingCount: 100,
    isPurchasable: true,
    coverUrl: null,
  };
}

/** Half of the books have no ASIN; titles and numbers are written as libraries do. */
function shelve(
  { author, asin, title, series, position }: Known & { series: string },
  id: number,
  random: Random,
): ShelfBook {
  const forms = [
    title,
    title,
    `${title} (Unabridged)`,
    `${title} (${series} #${position})`,
    title.toUpperCase(),
  ];
  return {
    id,
    title: random.pick(forms),
    authors: [author],
    asin: random.isLucky(0.5) ? asin : null,
    series: random.pick([series, series, `The ${series} Series`]),
    position: random.pick([position, position, `${position}.0`, null]),
  };
}
