import type { Book } from '../../src/sandbox/books.ts';
import type { Release } from '../../src/sandbox/releases.ts';
import type { Random } from '../labels/random.ts';

/** Everything that was written and uploaded, with the day of the simulation it appears. */
export type Universe = { books: Dated<Book>[]; releases: Dated<Release>[] };
export type Dated<T> = { day: number; what: T };

const firstNames = ['Maren', 'Osric', 'Tilda', 'Bram', 'Ione', 'Caspar', 'Wilma', 'Edric', 'Nerys'];
const lastNames = [
  'Holloway',
  'Vance',
  'Ashgrove',
  'Tern',
  'Quill',
  'Marlowe',
  'Fenwick',
  'Dunmore',
];
const qualities = 'Amber Broken Crimson Distant Emerald Forgotten Gilded Hollow Iron Jade'.split(
  ' ',
);
const things = 'Lantern Harbour Compass Orchard Bridge Mirror Tower Garden Engine Winter'.split(
  ' ',
);
const places = 'Harrow Selwyn Thornby Kestrel Marsden Oakum Pelham Ravel Skerry Umber'.split(' ');
const kinds = 'Cycle Chronicles Saga Files Sequence'.split(' ');
const narrators = ['Nora Bell', 'Hugh Arden', 'Priya Lowe', 'Tomas Reed'];

const seriesPerYear = 16;
const dayOfNever = Number.POSITIVE_INFINITY;

/**
 * The books of series that a library begins with or comes to own over the days: some volumes are there,
 * some are missing, some come out later; of most, releases are or will be on the tracker.
 */
export function makeUniverse(
  random: Random,
  { days, seriesAtFirst }: { days: number; seriesAtFirst: number },
): Universe {
  const count = seriesAtFirst + Math.ceil((days / 365) * seriesPerYear);
  const titles = random.shuffled(qualities.flatMap((one) => things.map((two) => `${one} ${two}`)));
  const names = random.shuffled(places.flatMap((one) => kinds.map((two) => `${one} ${two}`)));
  const people = random.shuffled(
    firstNames.flatMap((one) => lastNames.map((two) => `${one} ${two}`)),
  );
  const universe: Universe = { books: [], releases: [] };
  for (let index = 0; index < count; index += 1) {
    const begins = index < seriesAtFirst ? 0 : random.between(1, Math.max(1, days - 1));
    const code = codeOf(index);
    const name = `${names[index % names.length]}${index < names.length ? '' : ` ${code}`}`;
    const volumes = random.between(3, 6);
    for (let volume = 1; volume <= volumes; volume += 1) {
      const owned = volume <= Math.ceil(volumes / 3);
      const later = volume === volumes && random.isLucky(0.4) ? random.between(5, 200) : null;
      const title = `The ${titles[(index * 6 + volume) % titles.length]}`;
      const what: Book = {
        asin: `B0${code}00${String(volume).padStart(2, '0')}`,
        title: index * 6 + volume < titles.length ? title : `${title} of ${name}`,
        author: people[index % people.length] ?? 'Maren Holloway',
        series: { name: `The ${name}`, asin: `B0${code}SERI`, position: String(volume) },
        narrators: [random.pick(narrators)],
        minutes: 1,
        year: 1990 + volume,
        category: random.pick([39, 41, 47, 87]),
        dramatised: false,
        dueInDays: later === null ? null : begins + later,
        owned: owned && begins === 0,
      };
      const book = { day: owned ? begins : dayOfNever, what };
      universe.books.push(book);
      if (!owned) universe.releases.push(...offersOf(what, begins + (later ?? 0), random));
    }
  }
  for (const [index, { what }] of universe.releases.entries()) what.id = 800_001 + index * 3;
  return universe;
}

function offersOf(book: Book, outOnDay: number, random: Random): Dated<Release>[] {
  const count = random.between(0, 4);
  return Array.from({ length: count }, () => {
    const day = outOnDay + (random.isLucky(0.6) ? 0 : random.between(1, 150));
    const what: Release = {
      id: 0,
      book,
      title: book.title,
      narrators: book.narrators,
      free: random.isLucky(0.25),
      vipDays: random.isLucky(0.35) ? 0 : null,
      kbps: random.pick([64, 64, 96, 128]),
      parts: random.isLucky(0.2) ? 2 : 1,
      abridged: random.isLucky(0.05),
      german: random.isLucky(0.05),
      mediainfo: random.isLucky(0.8),
      seeders: random.isLucky(0.05) ? 0 : random.between(1, 40),
      snatches: random.between(1, 60),
      addedDaysAgo: -day + (day === 0 ? random.between(10, 300) : 0),
      personalFreeleech: false,
      snatched: false,
    };
    return { day, what };
  });
}

/** Four letters for a number. */
function codeOf(index: number): string {
  const letters = 'BCDFGHJKLMNPQRSTVWXZ';
  return [8000, 400, 20, 1]
    .map((weight) => letters[Math.floor(index / weight) % letters.length])
    .join('');
}
