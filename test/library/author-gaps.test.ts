import { expect, test } from 'vitest';
import type { AuthorEntry } from '../../src/library/author-entry.ts';
import { findAuthorGaps } from '../../src/library/author-gaps.ts';
import type { OwnedByAuthor } from '../../src/library/author-works.ts';
import type { GapPolicy } from '../../src/library/gaps.ts';
import type { OpinionBook } from '../../src/library/opinions.ts';

const author = 'Anna Ward';
const today = '2026-06-15';
const usual: GapPolicy = { novellas: 'ask', omnibus: 'covers', languages: ['en'] };

function entry(title: string, changes: Partial<AuthorEntry> = {}): AuthorEntry {
  return {
    asin: `A-${title}`,
    title,
    position: '',
    seriesName: null,
    releaseDate: '2020-03-01',
    language: 'english',
    authors: [author],
    authorAsin: null,
    narrators: ['Tom Reed'],
    runtimeMinutes: 600,
    isUnabridged: true,
    ratingCount: 100,
    isPurchasable: true,
    deliveryType: 'SinglePartBook',
    coverUrl: null,
    ...changes,
  };
}

function owned(title: string, changes: Partial<OwnedByAuthor> = {}): OwnedByAuthor {
  return { id: 7, title, authors: [author], asin: null, series: [], ...changes };
}

function gapsOf(
  entries: AuthorEntry[],
  changes: {
    books?: OwnedByAuthor[];
    listed?: { title: string; asin: string | null }[];
    opinions?: OpinionBook[];
    policy?: Partial<GapPolicy>;
  } = {},
) {
  const { books = [owned('Salt')], listed = [], opinions = [], policy } = changes;
  const report = findAuthorGaps({
    author,
    entries: [entry('Salt'), ...entries],
    owned: books,
    listed,
    opinions,
    today,
    policy: { ...usual, ...policy },
  });
  return {
    ...report,
    missing: report.missing.map(({ title }) => title),
    announced: report.announced.map(({ title }) => title),
    unsure: report.unsure.map(({ title, reason }) => `${title}: ${reason}`),
  };
}

test('what is listed and not on the shelf is missing, and announced before its day', () => {
  const soon = entry('Smoke', { releaseDate: '2026-06-16' });

  expect(gapsOf([entry('Ash'), soon])).toMatchObject({
    missing: ['Ash'],
    announced: ['Smoke'],
    unsure: [],
    owned: [{ bookId: 7, asins: ['A-Salt'] }],
  });
});

test.each<[string, AuthorEntry, string]>([
  ['a podcast', entry('Ash', { deliveryType: 'PodcastParent' }), 'no book'],
  ['a series as a product', entry('Ash', { deliveryType: 'BookSeries' }), 'no book'],
  ['an abridgement', entry('Ash', { isUnabridged: false }), 'abridged'],
  ['an abridgement by its title', entry('Ash (Abridged)', { isUnabridged: null }), 'abridged'],
  ['a play', entry('Ash [Dramatized Adaptation]'), 'dramatised'],
  ['a box set', entry('Ash and Smoke Box Set'), 'collection'],
  ['a summary', entry('Summary of Ash by Anna Ward'), 'companion'],
  ['a study guide', entry('Ash: Study Guide'), 'companion'],
  ['an excerpt', entry('Ash (Excerpt)'), 'excerpt'],
  ['a German edition', entry('Asche', { language: 'german' }), 'other language'],
  ['another author', entry('Ash', { authors: ['Li Wei'] }), 'another author'],
  [
    'who only translated',
    entry('Ash', { authors: ['Li Wei', 'Anna Ward - translator'] }),
    'another author',
  ],
])('%s is no missing book', (_, product, reason) => {
  expect(gapsOf([product])).toMatchObject({
    missing: [],
    unsure: [],
    excluded: { [reason]: 1 },
  });
});

test.each<[string, AuthorEntry, string]>([
  [
    'one of many authors',
    entry('Ash', { authors: ['Li Wei', 'Bo Lind', 'Cy Orr', author] }),
    'one of 4 authors',
  ],
  [
    'by another person of that name',
    entry('Ash', { authorAsin: 'B0OTHER' }),
    'perhaps by another author of this name',
  ],
  ['no longer on sale', entry('Ash', { isPurchasable: false }), 'no longer sold'],
  ['of unknown language', entry('Ash', { language: null }), 'known only in an unknown language'],
  [
    'a novella',
    entry('Ash', { seriesName: 'Frost', position: '1.5' }),
    'stands between the numbered books',
  ],
  ['a part', entry('Ash', { seriesName: 'Frost', position: '1p2' }), 'known only in parts'],
])('of a book that is %s it is not sure', (_, product, reason) => {
  const report = findAuthorGaps({
    author,
    entries: [entry('Salt', { authorAsin: 'B0OURS' }), product],
    owned: [owned('Salt')],
    listed: [],
    today,
    policy: usual,
  });

  expect(report).toMatchObject({ missing: [], unsure: [{ title: 'Ash', reason }] });
});

test('a co-author counts as an author', () => {
  expect(gapsOf([entry('Ash', { authors: ['Li Wei', author] })]).missing).toEqual(['Ash']);
});

test('editions of one title are one book, shown by the best one', () => {
  const report = findAuthorGaps({
    author,
    entries: [
      entry('Ash', { asin: 'A1', ratingCount: 3 }),
      entry('Ash', { asin: 'A2', ratingCount: 300 }),
      entry('Ash: A Novel', { asin: 'A3', isPurchasable: false }),
    ],
    owned: [],
    listed: [],
    today,
    policy: usual,
  });

  expect(report.missing).toMatchObject([{ asin: 'A2' }]);
});

test.each<[string, OwnedByAuthor, AuthorEntry]>([
  ['its ASIN', owned('?', { asin: 'A-Ash' }), entry('Ash')],
  ['its title', owned('Ash (Unabridged)'), entry('Ash')],
  ['its subtitle', owned('Ash: The Burning Years'), entry('Ash: The Burning Years')],
  [
    'its place in a series',
    owned('Cinders', { series: [{ name: 'The Frost Saga', position: '2' }] }),
    entry('Ash', { seriesName: 'Frost', position: '2' }),
  ],
  [
    'an omnibus',
    owned('Frost Omnibus', { series: [{ name: 'Frost', position: '1-3' }] }),
    entry('Ash', { seriesName: 'Frost', position: '2' }),
  ],
])('a book on the shelf is known by %s', (_, book, product) => {
  expect(gapsOf([product], { books: [owned('Salt'), book] })).toMatchObject({
    missing: [],
    unsure: [],
  });
});

test('an omnibus covers nothing when the policy ignores it', () => {
  const omnibus = owned('Frost Omnibus', { series: [{ name: 'Frost', position: '1-3' }] });
  const ash = entry('Ash', { seriesName: 'Frost', position: '2' });

  expect(gapsOf([ash], { books: [omnibus], policy: { omnibus: 'ignore' } }).missing).toContain(
    'Ash',
  );
});

test('what a series of the library lists is left to that series', () => {
  const report = gapsOf([entry('Ash'), entry('Smoke'), entry('River')], {
    listed: [
      { title: 'Ash', asin: null },
      { title: 'Rauch', asin: 'A-Smoke' },
    ],
  });

  expect(report.missing).toEqual(['River']);
  expect(report.inSeries.map(({ title }) => title)).toEqual(['Ash', 'Smoke']);
});

test.each([
  ['never', { missing: [], unsure: [] }],
  ['always', { missing: ['Ash'], unsure: [] }],
] as const)('with novellas %s', (novellas, expected) => {
  const novella = entry('Ash', { seriesName: 'Frost', position: '1.5' });

  expect(gapsOf([novella], { policy: { novellas } })).toMatchObject(expected);
});

test('a second opinion adds audiobooks of this author that the catalogue does not list, as unsure', () => {
  const opinion = (title: string, changes: Partial<OpinionBook> = {}): OpinionBook => ({
    title,
    position: null,
    releaseDate: '2020-01-01',
    authors: [author],
    hasAudio: true,
    audioAsin: null,
    audioMinutes: 600,
    ...changes,
  });

  const report = gapsOf([entry('Ash')], {
    opinions: [
      opinion('Salt'),
      opinion('Ash'),
      opinion('Other', { audioAsin: 'A-Ash' }),
      opinion('River'),
      opinion('In Print', { hasAudio: false }),
      opinion('Foreword', { authors: ['Li Wei', author] }),
      opinion('Summary of Salt'),
    ],
  });

  expect(report.unsure).toEqual(['River: only Hardcover lists it']);
});
