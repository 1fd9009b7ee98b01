import type { AudibleProduct } from '../../src/clients/audible/index.ts';
import type { LibraryItem } from '../../src/clients/audiobookshelf/index.ts';
import { type Random, seededRandom } from '../labels/random.ts';
import { nameAuthor, nameSeries, nameTitle } from './collector-names.ts';
import { buildItem, emberProduct } from './shelf.ts';

/** What a right answer says, as `series by author #place`, and for singles `title by author`. */
type Known = Record<'missing' | 'announced' | 'unsure' | 'covered' | 'byAuthors', string[]>;

/** A made-up collector: the shelf, what the catalogue sells, and what is known to be missing. */
export type Collector = { items: LibraryItem[]; products: AudibleProduct[]; known: Known };

type Wanted = {
  /** Books on the shelf. */
  books: number;
  /** Missing numbers, in so many series. */
  gaps: number;
  gapSeries: number;
  /** Missing singles of authors that are on the shelf. */
  singles: number;
};

type Author = { name: string; titles: Set<string>; series: Set<string> };
type Making = Collector & { random: Random; authors: Author[] };
type Plan = { length: number; missing: number };

/** The same shelf and catalogue for the same numbers, with every case that makes counting hard. */
export function createCollector({ books, gaps, gapSeries, singles }: Wanted): Collector {
  const known: Known = { missing: [], announced: [], unsure: [], covered: [], byAuthors: [] };
  const random = seededRandom(books * 31 + gaps);
  const making: Making = { items: [], products: [], known, random, authors: [] };
  for (let one = 0; one < gapSeries; one += 1) {
    const missing = Math.floor(gaps / gapSeries) + Number(one < gaps % gapSeries);
    addSeries(making, { length: missing + random.between(3, 9), missing });
  }
  while (making.items.length < books) {
    const room = books - making.items.length;
    const length = random.pick([1, 1, 1, 2, 3, 3, 4, 5, 7, 10, 14]);
    if (room < length || random.isLucky(0.3)) addSingle(making, true);
    else addSeries(making, { length, missing: 0 });
  }
  for (let one = 0; one < singles; one += 1) addSingle(making, false);
  for (const author of making.authors) addDecoys(making, author);
  return { items: making.items, products: making.products, known };
}

/** Mostly somebody who is on the shelf already. */
function chooseAuthor({ authors, random }: Making, mustBeKnown = false): Author {
  if (authors.length > 0 && (mustBeKnown || random.isLucky(0.6))) return random.pick(authors);
  const author = {
    name: nameAuthor(authors.length),
    titles: new Set<string>(),
    series: new Set<string>(),
  };
  authors.push(author);
  return author;
}

function addSeries(making: Making, { length, missing }: Plan): void {
  const { random, known } = making;
  const author = chooseAuthor(making);
  const name = nameSeries(random, author.series);
  const hasOmnibus = missing === 0 && length >= 5 && random.isLucky(0.15);
  const first = hasOmnibus ? 3 : 1;
  const places = Array.from({ length: length - first + 1 }, (_, index) => index + first);
  const lacking = new Set(random.shuffled(places).slice(0, missing));
  const series = { name, asin: `SER${making.products.length}`, author };
  const key = (place: number | string) => `${name} by ${author.name} #${place}`;
  for (let place = 1; place <= length; place += 1) {
    const title = nameTitle(random, author.titles);
    const product = sell(making, series, { place: String(place), title });
    sellVariants(making, series, { place: String(place), title });
    if (lacking.has(place)) known.missing.push(key(place));
    else if (place < first) known.covered.push(key(place));
    else shelve(making, product, { name, place: String(place) });
  }
  if (hasOmnibus) addOmnibus(making, series);
  if (random.isLucky(0.2)) {
    const title = nameTitle(random, author.titles);
    sell(
      making,
      series,
      { place: String(length + 1), title },
      { releaseDate: '2027-03-01', ratingCount: 0 },
    );
    known.announced.push(key(length + 1));
  }
  if (length > 2 && random.isLucky(0.2)) {
    sell(making, series, { place: '1.5', title: nameTitle(random, author.titles) });
    known.unsure.push(key('1.5'));
  }
}

type SeriesPlace = { name: string; asin: string; author: Author };

/** A book on sale, in a wider universe as well now and then. */
function sell(
  { products, random }: Making,
  { name, asin, author }: SeriesPlace,
  { place, title }: { place: string; title: string },
  changes: Partial<AudibleProduct> = {},
): AudibleProduct {
  const universe = { asin: `UNI${author.name}`, title: `${author.name} Universe`, position: null };
  const own = { asin, title: name, position: place };
  const product = {
    ...emberProduct(place),
    asin: `B${String(products.length).padStart(9, '0')}`,
    title,
    authors: [{ asin: `A${author.name}`, name: author.name }],
    series: random.isLucky(0.1) ? [universe, own] : [own],
    ...changes,
  };
  products.push(product);
  return product;
}

/** Other editions at the same place, which are no books of their own. */
function sellVariants(
  making: Making,
  series: SeriesPlace,
  { place, title }: { place: string; title: string },
): void {
  const { random } = making;
  const offer = (named: string, changes: Partial<AudibleProduct>) =>
    sell(making, series, { place, title: named }, changes);
  if (random.isLucky(0.15)) offer(`${title} (Dramatized Adaptation)`, { ratingCount: 900 });
  if (random.isLucky(0.1)) offer(`${title} auf Deutsch`, { language: 'german' });
  if (random.isLucky(0.1)) offer(title, { isUnabridged: false, ratingCount: 5 });
  if (random.isLucky(0.1)) offer(title, { isPurchasable: false, releaseDate: '2005-01-01' });
}

function addOmnibus(making: Making, series: SeriesPlace): void {
  const title = `${series.name} Omnibus`;
  const product = sell(making, series, { place: '1-2', title });
  shelve(making, product, { name: series.name, place: '1-2' });
}

/** A book outside all series: on the shelf, or missing from it. */
function addSingle(making: Making, isOwned: boolean): void {
  const { random, known } = making;
  const author = chooseAuthor(making, !isOwned);
  const title = nameTitle(random, author.titles);
  const product = sell(
    making,
    { name: '', asin: '', author },
    { place: '', title },
    { series: [] },
  );
  if (isOwned) shelve(making, product, null);
  else known.byAuthors.push(`${title} by ${author.name}`);
}

/** What stands under an author's name and is no missing book. */
function addDecoys(making: Making, author: Author): void {
  const { random } = making;
  const nowhere = { name: '', asin: '', author };
  const title = random.pick([...author.titles]);
  const offer = (named: string, changes: Partial<AudibleProduct> = {}) =>
    sell(making, nowhere, { place: '', title: named }, { series: [], ...changes });
  if (random.isLucky(0.3)) offer(`Summary of ${title} by ${author.name}`);
  if (random.isLucky(0.3)) offer(`${title}: Study Guide`);
  if (random.isLucky(0.3)) offer(`${nameTitle(random, author.titles)} Box Set`);
  if (random.isLucky(0.3))
    offer(nameTitle(random, author.titles), { deliveryType: 'PodcastParent' });
  if (random.isLucky(0.3)) offer(nameTitle(random, author.titles), { language: 'german' });
  if (random.isLucky(0.3)) offer(nameTitle(random, author.titles), { isUnabridged: false });
}

/** Puts a book on the shelf as people do: with the title, number and ASIN they happen to have. */
function shelve(
  { items, random }: Making,
  { asin, title, authors, narrators }: AudibleProduct,
  series: { name: string; place: string } | null,
): void {
  const names = series ? [`${title} (${series.name} #${series.place})`] : [];
  const shown = random.pick([
    title,
    title,
    `${title} (Unabridged)`,
    `${title}: A Novel`,
    title.toUpperCase(),
    ...names,
  ]);
  const isSpan = series?.place.includes('-') === true;
  const numbers = series ? [series.place, series.place, `0${series.place}`, null] : [];
  items.push(
    buildItem(`b${items.length}`, {
      title: isSpan ? title : shown,
      authors: authors.map(({ name }) => name),
      narrators,
      // Half of them are not known, and some come from another market.
      asin: random.pick([asin, asin, null, null, `X${asin.slice(1)}`]),
      series: series
        ? [{ name: series.name, sequence: isSpan ? series.place : random.pick(numbers) }]
        : [],
    }),
  );
}
