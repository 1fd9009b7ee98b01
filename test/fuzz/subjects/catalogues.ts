import { parseProduct } from '../../../src/clients/audible/product.ts';
import { parseRelationships } from '../../../src/clients/audible/series-entries.ts';
import * as audnexus from '../../../src/clients/audnexus/schema.ts';
import { writersAmong } from '../../../src/clients/hardcover/books.ts';
import * as hardcover from '../../../src/clients/hardcover/schema.ts';
import { readResult } from '../../../src/clients/prowlarr/rows.ts';
import { readWritten } from '../../../src/ask/citations.ts';
import { releaseFromProwlarr } from '../../../src/releases/from-prowlarr.ts';
import { storableJson } from '../../../src/storable.ts';
import { productRow } from '../../clients/audible/catalogue-server.ts';
import { hostileJson } from '../json.ts';
import { hold, subject } from '../subject.ts';
import { hostileText } from '../text.ts';

const products = [JSON.stringify(productRow('B0BOOK0002'))];
const relations = [
  {
    asin: 'B0BOOK0002',
    relationship_to_product: 'child',
    relationship_type: 'series',
    sequence: '1-2',
    sort: '1',
  },
  {
    asin: 'B0BOOK0003',
    relationship_to_product: 'parent',
    relationship_type: 'component',
    sequence: '',
    sort: 2,
  },
].map((relation) => JSON.stringify([relation]));
const books = [
  {
    asin: 'B0BOOK0002',
    title: 'A',
    authors: [{ name: 'X' }],
    seriesPrimary: { name: 'S', position: '1' },
    releaseDate: '2020-01-02T00:00:00Z',
  },
  { isAccurate: true, chapters: [{ title: 'One', startOffsetMs: 0, lengthMs: 5 }] },
].map((book) => JSON.stringify(book));
const works = [
  {
    title: 'A',
    author_names: ['X'],
    featured_series: { position: 1, series: { name: 'S' } },
    isbns: ['9780000000002'],
    release_year: 2020,
  },
  {
    position: 1,
    details: '1-3',
    book: {
      id: 5,
      title: 'A',
      release_date: '2020-01-02',
      contributions: [{ contribution: null, author: { name: 'X' } }],
    },
  },
  {
    title: 'A',
    release_date: '2020',
    contributions: [],
    book_series: [{ position: 2, details: null, series: { name: 'S' } }],
  },
].map((work) => JSON.stringify(work));
const found = {
  guid: 'https://www.myanonamouse.net/t/123',
  indexerId: 3,
  indexer: 'MyAnonaMouse',
  title: 'Ember 03 - The Salt Road by Anna Ward [ENG / M4B]',
  infoUrl: 'https://www.myanonamouse.net/t/123',
  downloadUrl: 'http://prowlarr:9696/3/download?apikey=secret&link=abc',
  protocol: 'torrent',
  size: 123_456_789,
  publishDate: '2031-01-02T03:04:05Z',
  indexerFlags: ['freeleech'],
};
const passages = ['Seed for 72 hours.', 'VIP costs 1,250 points for 7 days.'];

export const catalogueSubjects = [
  subject({
    name: 'Audible: product',
    make: (random) => hostileJson(random, products),
    read: (value) => storableJson(parseProduct(value)),
  }),
  subject({
    name: 'Audible: books of a series',
    make: (random) => hostileJson(random, relations),
    read: (value) => parseRelationships(Array.isArray(value) ? value : [value]),
  }),
  subject({
    name: 'Audnexus: book and chapters',
    make: (random) => hostileJson(random, books),
    read: (value) => [audnexus.book.safeParse(value), audnexus.chapters.safeParse(value)],
  }),
  subject({
    name: 'Hardcover: books and series',
    make: (random) => hostileJson(random, works),
    read(value) {
      const { bookHit, seriesBook, authorBook, bookOfEdition, seriesOfBook } = hardcover;
      for (const form of [bookHit, seriesBook, authorBook, bookOfEdition, seriesOfBook])
        form.safeParse(value);
      writersAmong(seriesBook.safeParse(value).data?.book.contributions ?? []);
    },
  }),
  subject({
    name: 'Prowlarr: result',
    make: (random) => hostileJson(random, [JSON.stringify(found)]),
    read(value) {
      const row = readResult(value, 'https://www.myanonamouse.net');
      if (!row) return;
      hold(row.downloadPath === null || row.downloadPath.startsWith('/'), 'a path of another host');
      storableJson(releaseFromProwlarr(row));
    },
  }),
  subject({
    name: 'model: answer to a question',
    make: (random) =>
      hostileText(random, [
        'Seed for 72 hours [1].',
        'NONE',
        'VIP costs 9,999 [2, 7] https://x.example/',
      ]),
    read(text) {
      const written = readWritten(text, passages, 'How long?');
      if (written.kind === 'answer')
        hold(
          written.cited.every((one) => one === 1 || one === 2),
          'citation',
        );
    },
  }),
];
