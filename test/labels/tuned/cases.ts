import path from 'node:path';
import { readBooks } from '../books.ts';
import type { LabelledCase } from '../case.ts';
import { generateCases } from '../generate.ts';
import { readHandCases, readRowsAlone } from '../hand.ts';
import { readWays } from '../ways.ts';
import { otherBookDecoys } from './decoys/other-books.ts';
import { otherEditionDecoys } from './decoys/other-editions.ts';
import { authorNoise } from './noise/authors.ts';
import { formNoise, labelNoise } from './noise/form.ts';
import { letterNoise } from './noise/letters.ts';
import { seriesNoise } from './noise/series.ts';
import { titleNoise } from './noise/title.ts';
import { wantedNoise } from './noise/wanted.ts';

const mistypes = new Set(['typo', 'two-typos']);

const tunedIngredients = {
  name: 'tuned',
  seed: 20_261,
  count: 1600,
  books: readBooks(path.join(import.meta.dirname, 'books.txt')),
  uploadNoise: [titleNoise, letterNoise, labelNoise, authorNoise, seriesNoise, formNoise],
  wantedNoise,
  decoyNoise: [...letterNoise.filter(({ name }) => !mistypes.has(name)), ...formNoise],
  decoys: [...otherBookDecoys, ...otherEditionDecoys],
};

/** A book of a series, one with the name of its series, and one that stands alone. */
const writtenBooks = [
  { title: 'The Final Empire', author: 'Brandon Sanderson', series: 'Mistborn #1' },
  { title: 'Dune', author: 'Frank Herbert', series: 'Dune #1' },
  { title: 'Under the Dome', author: 'Stephen King', series: '' },
];

/** The cases a rule may be tuned by. */
export function tunedCases(): LabelledCase[] {
  const byHand = readHandCases(path.join(import.meta.dirname, 'hand.txt'), 'hand');
  const searches = [
    'searches',
    'searches-well-known',
    'searches-lesser-known',
    'searches-described',
    'searches-everyday',
    'searches-traps',
    'searches-volumes',
    'searches-remarks',
  ]
    .map((name) => path.join(import.meta.dirname, `${name}.txt`))
    .flatMap((file) => readHandCases(file, path.basename(file, '.txt')));
  const alone = readRowsAlone(path.join(import.meta.dirname, 'alone.txt'), 'alone');
  const real = readRowsAlone(path.join(import.meta.dirname, 'real-books.txt'), 'real');
  const listed = readRowsAlone(path.join(import.meta.dirname, 'listings.txt'), 'listing');
  const shelves = readRowsAlone(path.join(import.meta.dirname, 'shelves.txt'), 'shelf');
  const alike = readRowsAlone(path.join(import.meta.dirname, 'look-alikes.txt'), 'alike');
  const kinds = readRowsAlone(path.join(import.meta.dirname, 'kinds.txt'), 'kind');
  const prose = readRowsAlone(path.join(import.meta.dirname, 'prose.txt'), 'prose');
  const untidy = readRowsAlone(path.join(import.meta.dirname, 'untidy.txt'), 'untidy');
  const forms = readRowsAlone(path.join(import.meta.dirname, 'forms.txt'), 'form');
  const relations = readRowsAlone(path.join(import.meta.dirname, 'relations.txt'), 'relation');
  const books = readRowsAlone(path.join(import.meta.dirname, 'attacks-book.txt'), 'attack');
  const editions = readRowsAlone(path.join(import.meta.dirname, 'attacks-edition.txt'), 'edition');
  const ways = readWays(path.join(import.meta.dirname, 'ways-to-write.txt'), 'way', writtenBooks);
  const listings = [...alone, ...real, ...listed, ...shelves, ...alike, ...kinds, ...prose];
  const rows = [...listings, ...untidy, ...forms, ...relations, ...books, ...editions, ...ways];
  return [...generateCases(tunedIngredients), ...byHand, ...searches, ...rows];
}
