import fc from 'fast-check';
import { expect, test } from 'vitest';
import library from '../../commands/library.ts';
import { type Copy, findDuplicates } from '../../src/library/duplicates.ts';
import { listDuplicates, markInferior } from '../../src/library/list-duplicates.ts';
import { textOf } from '../e2e/chat-room.ts';
import { useDatabase } from '../support/use-database.ts';
import { createCollector } from './collector.ts';

const database = useDatabase();
const hour = 3600;

function copy(id: number, changes: Partial<Copy> = {}): Copy {
  return {
    id,
    title: 'The Salt Road',
    authors: ['Anna Ward'],
    series: [],
    narrators: ['Nora Voice'],
    bitrateKbps: 64,
    isAbridged: false,
    durationSeconds: 10 * hour,
    ...changes,
  };
}

test('the same recording twice: the one with the better sound is named, with the reason', () => {
  const [found, ...others] = findDuplicates([copy(1), copy(2, { bitrateKbps: 128 })]);

  expect(others).toEqual([]);
  expect(found).toEqual({
    kind: 'same-recording',
    title: 'The Salt Road',
    author: 'Anna Ward',
    books: [1, 2],
    better: 2,
    why: '128 kbps, the other: 64 kbps',
    proposal:
      'Keep 2. Remove 1 in Audiobookshelf once nobody listens there; the bot removes no book.',
  });
});

test.each([
  ['an abridged one is the worse, whatever its sound', { isAbridged: true, bitrateKbps: 128 }, 1],
  ['equal ones are left to the listener', {}, null],
  ['an unknown bitrate is neither better nor worse', { bitrateKbps: null }, null],
  ['the same title by a part of the authors', { authors: ['Anna Ward', 'Bo Lee'] }, null],
])('%s', (_name, changes, better) => {
  expect(findDuplicates([copy(1), copy(2, changes)])).toMatchObject([{ books: [1, 2], better }]);
});

test('several narrators are readings to choose from, and a copy within one of them is told apart', () => {
  const other = { narrators: ['Olive Other'] };
  const found = findDuplicates([copy(1), copy(2, other), copy(3, { ...other, bitrateKbps: 128 })]);

  expect(found).toMatchObject([
    { kind: 'readings', books: [1, 2, 3], better: null },
    { kind: 'same-recording', books: [2, 3], better: 3 },
  ]);
  expect(found[0]?.why).toBe('read by Nora Voice and by Olive Other');
});

test.each([
  ['another title', { title: 'The Iron Road' }],
  ['another author', { authors: ['Bo Lee'] }],
  ['the next volume', { title: 'The Salt Road, Book 2' }],
])('%s is no duplicate', (_name, changes) => {
  expect(findDuplicates([copy(1), copy(2, changes)])).toEqual([]);
});

test('the order of the books changes nothing', () => {
  const copies = [copy(1), copy(2, { bitrateKbps: 128 }), copy(3, { narrators: ['Olive Other'] })];
  const sorted = findDuplicates(copies);

  fc.assert(
    fc.property(fc.shuffledSubarray(copies, { minLength: 3 }), (shuffled) => {
      expect(findDuplicates(shuffled)).toEqual(sorted);
    }),
  );
});

test('among 20,000 books the five that stand there twice are found, and no other', () => {
  const { items } = createCollector({ books: 20_000, gaps: 1010, gapSeries: 150, singles: 500 });
  const copies = items.map((item, id): Copy => {
    const series = item.series.map(({ name, sequence }) => ({ name, position: sequence }));
    return { ...item, id, series };
  });
  const doubled = [3, 500, 7000, 12_000, 19_999].map((index): Copy => {
    const one = copies[index];
    if (!one) throw new Error('the collector has fewer books');
    return { ...one, id: 20_000 + index };
  });
  const before = findDuplicates(copies);

  const after = findDuplicates([...copies, ...doubled]);

  expect(before.length).toBeLessThan(50);
  expect(after.length - before.length).toBe(5);
});

test('a book is inferior as long as a better one stands beside it', async () => {
  const em = database.em();
  for (const [absId, kbps] of Object.entries({ low: 64, high: 128 })) {
    await em.execute(
      `insert into books (abs_id, title, author, narrator, bitrate_kbps, duration_minutes)
       values (?, 'The Salt Road', 'Anna Ward', 'Nora Voice', ?, 600)`,
      [absId, kbps],
    );
  }
  await em.execute(
    `insert into books (abs_id, title, author, duplicate_status) values ('x', 'Alone', 'Bo', 'superior_available')`,
  );
  const states = () =>
    em.execute('select abs_id, duplicate_status as state from books order by abs_id');

  expect(await markInferior(em)).toBe(1);
  const marked = await states();
  const [found] = await listDuplicates(em);
  await em.execute(`update books set status = 'archived' where abs_id = 'high'`);
  expect(await markInferior(em)).toBe(0);

  expect(marked).toEqual([
    { abs_id: 'high', state: 'none' },
    { abs_id: 'low', state: 'inferior' },
    { abs_id: 'x', state: 'superior_available' },
  ]);
  expect(found).toMatchObject({ kind: 'same-recording', why: '128 kbps, the other: 64 kbps' });
  expect(await states()).toContainEqual({ abs_id: 'low', state: 'none' });
  expect(await states()).toContainEqual({ abs_id: 'x', state: 'superior_available' });
});

test('they are listed page by page with what to do', () => {
  const rows = findDuplicates([copy(1), copy(2, { bitrateKbps: 128 })]);
  const figures = {} as Omit<Parameters<typeof library.view>[0], 'duplicates'>;
  const shown = library.view({ ...figures, duplicates: { rows, total: 2, offset: 0 } });
  const nothing = library.view({ ...figures, duplicates: { rows: [], total: 0, offset: 0 } });

  expect(textOf(shown)).toContain('The Salt Road by Anna Ward: the same recording, 1 and 2');
  expect(textOf(shown)).toContain('Keep 2.');
  expect(JSON.stringify(shown)).toContain('"offset":1');
  expect(nothing.title).toBe('Nothing twice');
});
