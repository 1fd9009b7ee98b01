import { expect, test } from 'vitest';
import { cleanUps, commonSpellings, type Spelled } from '../../src/metadata/clean-ups.ts';
import { approveBatch, rejectBatch, undoBatch } from '../../src/metadata/decide-batch.ts';
import { proposeCleanUps } from '../../src/metadata/propose-clean-ups.ts';
import { useDatabase } from '../support/use-database.ts';
import { openLibrary, type TestLibrary } from './library.ts';

const { em } = useDatabase();
const book = (changes: Partial<Spelled>): Spelled => ({
  title: 'Salt',
  authors: ['Ann Writer'],
  narrators: ['Bea Reader'],
  series: [],
  ...changes,
});
const changesOf = (one: Spelled, others: Spelled[] = []) =>
  cleanUps(one, commonSpellings([one, ...others])).map(({ field, after }) => [field, after]);

test.each([
  ['Salt (Unabridged)', 'Salt'],
  ['Salt [UNABRIDGED]', 'Salt'],
  ['Salt - Unabridged', 'Salt'],
  ['Salt (Unabridged Audiobook)', 'Salt'],
  ['Salt (Read by Bea Reader)', 'Salt'],
  ['Salt - narrated by Bea Reader', 'Salt'],
  ['Salt {Bea Reader}', 'Salt'],
  ['Salt {Bea Reader} (Unabridged)', 'Salt'],
  ['Salt (Abridged)', null],
  ['Salt (Read by Someone Else)', null],
  ['Salt {Special Edition}', null],
  ['Unabridged', null],
  ['The Unabridged Journals', null],
  ['(Unabridged)', null],
])('the title %s becomes %s', (title, expected) => {
  expect(changesOf(book({ title }))).toEqual(expected === null ? [] : [['title', expected]]);
});

test('an author is spelled as most books spell them, and never twice', () => {
  const common = book({ authors: ['J. K. Marsh'] });
  const rare = book({ authors: ['JK Marsh', 'J.K. Marsh', 'Bo Two'] });

  expect(changesOf(rare, [common, common])).toEqual([['authors', ['J. K. Marsh', 'Bo Two']]]);
  expect(changesOf(common, [rare, common])).toEqual([]);
});

test('two authors of nearly the same name stay two', () => {
  const one = book({ authors: ['Iain Banks'] });
  const other = book({ authors: ['Iain M. Banks'] });

  expect(changesOf(one, [other, other])).toEqual([]);
});

test('a series is spelled as most books of the author spell it, and keeps its places', () => {
  const named = (name: string, author = 'Ann Writer') =>
    book({ authors: [author], series: [{ name, sequence: '2' }] });
  const common = named('The Coast Saga');

  expect(changesOf(named('Coast'), [common, common])).toEqual([
    ['series', [{ name: 'The Coast Saga', sequence: '2' }]],
  ]);
  expect(changesOf(named('Coast', 'Bo Two'), [common, common])).toEqual([]);
});

const propose = (library: TestLibrary) =>
  proposeCleanUps(em(), library.audiobookshelf, {
    platforms: ['discord'],
    by: 'metadata-maintenance',
    now: library.clock.now,
  });

test('everything to tidy up is one proposal; nothing is changed before it is approved, and it can be undone', async () => {
  const library = await openLibrary(em, ['Salt (Unabridged)', 'Sand', 'Silt [Unabridged]']);
  const by = { platforms: [], by: 'Ada', now: library.clock.now };

  const first = await propose(library);
  const again = await propose(library);
  const before = await library.item('Salt (Unabridged)');
  await em().transactional((inner) => approveBatch(inner, 1, by));
  await library.carryOut(1);
  const after = await library.item('Salt (Unabridged)');
  const done = await propose(library);
  await em().transactional((inner) => undoBatch(inner, 1, by));
  await library.carryOut(1);
  const undone = await propose(library);

  expect([first, again, done, undone]).toEqual([2, 0, 0, 0]);
  expect([before.title, after.title]).toEqual(['Salt (Unabridged)', 'Salt']);
  expect((await library.item('Salt (Unabridged)')).title).toBe('Salt (Unabridged)');
});

test('what was rejected is not proposed again, and what a person just edited is left', async () => {
  const library = await openLibrary(em, ['Salt (Unabridged)', 'Silt (Unabridged)']);
  await library.edit('Silt (Unabridged)', { subtitle: 'A Novel' });

  const first = await propose(library);
  await em().transactional((inner) => {
    return rejectBatch(inner, 1, { platforms: [], by: 'Ada', now: library.clock.now });
  });
  const second = await propose(library);

  expect([first, second]).toEqual([1, 0]);
});
