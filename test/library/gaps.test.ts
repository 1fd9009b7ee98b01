import { expect, test } from 'vitest';
import {
  findGaps,
  type GapPolicy,
  type OwnedBook,
  type SeriesEntry,
} from '../../src/library/gaps.ts';

const today = '2026-06-15';
const policy: GapPolicy = { novellas: 'ask', omnibus: 'covers', languages: ['en'] };

function entry(position: string, title: string, changes: Partial<SeriesEntry> = {}): SeriesEntry {
  return {
    asin: `A-${position}-${title}`,
    title,
    position,
    releaseDate: '2020-03-01',
    language: 'english',
    authors: ['Anna Ward'],
    narrators: ['Tom Reed'],
    runtimeMinutes: 600,
    isUnabridged: true,
    ratingCount: 100,
    isPurchasable: true,
    coverUrl: null,
    ...changes,
  };
}

function owned(
  title: string,
  position: string | null,
  changes: Partial<OwnedBook> = {},
): OwnedBook {
  return { id: 1, title, authors: ['Anna Ward'], asin: null, position, ...changes };
}

const salt = entry('1', 'Salt');
const smoke = entry('2', 'Smoke');
const ash = entry('3', 'Ash');
const river = entry('4', 'River');

function gapsOf(entries: SeriesEntry[], books: OwnedBook[], changes: Partial<GapPolicy> = {}) {
  const report = findGaps({ entries, owned: books, today, policy: { ...policy, ...changes } });
  const titles = (gaps: { title: string }[]) => gaps.map(({ title }) => title);
  return {
    ...report,
    missing: titles(report.missing),
    announced: titles(report.announced),
    unsure: report.unsure.map(({ title, reason }) => `${title}: ${reason}`),
    covered: titles(report.coveredByOmnibus),
  };
}

test('finds what is missing before, between and after the owned books', () => {
  const report = gapsOf([river, smoke, salt, ash], [owned('Smoke', '2')]);

  expect(report).toMatchObject({
    missing: ['Salt', 'Ash', 'River'],
    owned: 1,
    total: 4,
    reason: null,
  });
});

test('a complete series has no gaps', () => {
  const report = gapsOf([salt, smoke], [owned('Salt', '1'), owned('Smoke', '2')]);

  expect(report).toMatchObject({ missing: [], owned: 2, total: 2 });
});

test('says nothing about a series of which nothing is owned', () => {
  const report = gapsOf([salt, smoke], [owned('Elsewhere', null)]);

  expect(report).toMatchObject({ missing: [], announced: [], unsure: [], owned: 0, total: 0 });
  expect(report.reason).toBe('no owned book is in the list of this series');
});

test.each<[string, OwnedBook]>([
  ['its ASIN', owned('Sel', null, { asin: smoke.asin })],
  ['the ASIN of another edition', owned('?', null, { asin: 'A-other' })],
  ['its title', owned('Smoke (Unabridged)', null)],
  ['its number under another title', owned('Smoke and Mirrors', '02')],
  ['its title, numbered differently', owned('Smoke', '7')],
])('knows an owned book by %s', (_, book) => {
  const editions = [salt, smoke, entry('2', 'Smoke', { asin: 'A-other', ratingCount: 3 }), ash];

  expect(gapsOf(editions, [book]).missing).toEqual(['Salt', 'Ash']);
});

test('does not take the book of another author for ours', () => {
  const report = gapsOf(
    [salt, smoke],
    [owned('Salt', null, { authors: ['Tom Reed'] }), owned('', '2')],
  );

  expect(report.missing).toEqual(['Salt']);
});

test('a part of a book is not the book', () => {
  const report = gapsOf([salt, smoke], [owned('Salt', '1'), owned('Sm.', '2p1', { id: 2 })]);

  expect(report.missing).toEqual(['Smoke']);
});

test('asks when the library gives the number of a missing book to another title', () => {
  const report = gapsOf([salt, smoke, ash], [owned('Salt', '2')]);

  expect(report.missing).toEqual(['Ash']);
  expect(report.unsure).toEqual(['Smoke: the library gives this number to "Salt"']);
});

test('an announced book is not missing', () => {
  const report = gapsOf(
    [salt, entry('2', 'Smoke', { releaseDate: '2026-06-16' })],
    [owned('Salt', '1')],
  );

  expect(report).toMatchObject({ missing: [], announced: ['Smoke'], owned: 1, total: 1 });
});

test('a book that comes out today is missing, whatever later edition is announced', () => {
  const later = entry('2', 'Smoke', { asin: 'Z', releaseDate: '2027-01-01', ratingCount: 900 });
  const entries = [salt, later, entry('2', 'Smoke', { releaseDate: today })];

  expect(gapsOf(entries, [owned('Salt', '1')])).toMatchObject({
    missing: ['Smoke'],
    announced: [],
  });
});

test('several editions at one place are one gap, shown by the best one', () => {
  const editions = [
    entry('2', 'Humo', { asin: 'B1', language: 'spanish', ratingCount: 900 }),
    entry('2', 'Smoke [Dramatized Adaptation]', { asin: 'B2', ratingCount: 800 }),
    entry('2', 'Smoke (Abridged)', { asin: 'B3', ratingCount: 700, isUnabridged: false }),
    entry('2', 'Smoke', { asin: 'B4', ratingCount: 20 }),
    entry('2', 'Smoke', { asin: 'B6', ratingCount: 500, isPurchasable: false }),
    entry('02', 'Smoke', { asin: 'B5', ratingCount: 60 }),
  ];

  const report = findGaps({
    entries: [salt, ...editions],
    owned: [owned('Salt', '1')],
    today,
    policy,
  });

  expect(report.missing).toMatchObject([{ asin: 'B5', position: '2' }]);
  expect(report.unsure).toEqual([]);
});

test.each<[string, SeriesEntry, string]>([
  ['in another language', entry('2', 'Humo', { language: 'spanish' }), 'known only in spanish'],
  [
    'as a play',
    entry('2', 'Smoke [Dramatized Adaptation]'),
    'known only as a dramatised adaptation',
  ],
  ['in parts', entry('2p1', 'Smoke (Part 1)'), 'known only in parts'],
  [
    'without date',
    entry('2', 'Smoke', { releaseDate: null, ratingCount: 0, isPurchasable: null }),
    'no release date known',
  ],
])('is not sure about a book that is listed only %s', (_, doubtful, reason) => {
  const report = gapsOf([salt, doubtful], [owned('Salt', '1')]);

  expect(report).toMatchObject({ missing: [], unsure: [`${doubtful.title}: ${reason}`], total: 1 });
});

test.each([
  ['never', { missing: ['Ash'], unsure: [], total: 2 }],
  ['ask', { missing: ['Ash'], unsure: ['Cinders: stands between the numbered books'], total: 2 }],
  ['always', { missing: ['Cinders', 'Ash'], unsure: [], total: 3 }],
] as const)('with novellas %s', (novellas, expected) => {
  const entries = [salt, entry('2.5', 'Cinders'), ash];

  expect(gapsOf(entries, [owned('Salt', '1')], { novellas })).toMatchObject(expected);
});

test('asks about companions without number, and about no bundle or other edition among them', () => {
  const companions = [
    entry('', 'The Making of Salt'),
    entry('', 'Salt: A Novel'),
    entry('', 'The Salt Box Set'),
    entry('', 'Das Salz', { language: 'german' }),
  ];

  const report = gapsOf([salt, ...companions], [owned('Salt', '1')]);

  expect(report.unsure).toEqual(['The Making of Salt: has no number in the series']);
});

test.each<[string, OwnedBook]>([
  ['by its range', owned('Ember Omnibus', '1-2')],
  ['by its ASIN', owned('Ember', null, { asin: 'A-omnibus' })],
  ['by its title', owned('Ember: The First Two', null)],
])('an owned omnibus, known %s, covers its books', (_, book) => {
  const omnibus = entry('1-2', 'Ember: The First Two', { asin: 'A-omnibus' });

  const report = gapsOf([salt, smoke, ash, omnibus], [book]);

  expect(report).toMatchObject({
    missing: ['Ash'],
    covered: ['Salt', 'Smoke'],
    owned: 2,
    total: 3,
  });
});

test('an owned omnibus covers nothing when the policy ignores it', () => {
  const report = gapsOf([salt, smoke], [owned('Ember', '1-2')], { omnibus: 'ignore' });

  expect(report).toMatchObject({ missing: ['Salt', 'Smoke'], covered: [], owned: 0 });
});

test('an omnibus is never a gap itself', () => {
  const entries = [salt, entry('1-3', 'Ember Omnibus'), entry('2', 'Ember, Books 1-3')];

  expect(gapsOf(entries, [owned('Salt', '1')]).missing).toEqual([]);
});
