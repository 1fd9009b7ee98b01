import fc from 'fast-check';
import { expect, test } from 'vitest';
import editCommand from '../../commands/edit.ts';
import historyCommand from '../../commands/history.ts';
import type { Actor } from '../../src/command/actor.ts';
import { undoBatch } from '../../src/metadata/decide-batch.ts';
import { readEvidence, recordEvidence } from '../../src/metadata/evidence.ts';
import { readValues } from '../../src/metadata/read-values.ts';
import { textOf } from '../e2e/chat-room.ts';
import { execute } from '../spending/run-command.ts';
import { useDatabase } from '../support/use-database.ts';
import { change, correctionsOf, openLibrary, type TestLibrary } from './library.ts';

const { em } = useDatabase();
const operator: Actor = { id: '1', name: 'Otto', platform: 'discord', role: 'operator' };
const edit = async (library: TestLibrary, input: object) =>
  textOf(await execute(editCommand, library, em, operator, input));
const undo = (batchId: number, now: Date) =>
  em().transactional((inner) => undoBatch(inner, batchId, { platforms: [], by: 'Otto', now }));

test('what a person says is written whatever stands there, counts as evidence, and can be undone', async () => {
  const library = await openLibrary(em, ['Salt']);
  const book = await library.bookId('Salt');

  await edit(library, {
    book,
    narrator: 'Cy Voice, Di Voice',
    series: 'Coast #2; Sea',
    year: 1950,
  });
  await edit(library, { book, publisher: 'Tor' });
  await library.carryOut(1);
  await library.carryOut(2);
  const written = await library.item('Salt');
  await undo(1, library.clock.now);
  await library.carryOut(1);

  expect(written).toMatchObject({
    narrators: ['Cy Voice', 'Di Voice'],
    series: [
      { name: 'Coast', sequence: '2' },
      { name: 'Sea', sequence: null },
    ],
    publishedYear: 1950,
    publisher: 'Tor',
  });
  expect(await library.item('Salt')).toMatchObject({
    narrators: ['Bea Reader'],
    series: [],
    publishedYear: 1901,
    publisher: 'Tor',
  });
  const told = await readEvidence(em(), book);
  expect(told.map(({ field, source }) => `${source} ${field}`).toSorted()).toEqual([
    'person narrators',
    'person publishedYear',
    'person publisher',
    'person series',
  ]);
});

test('a write that was cut off is undone to what stood there before it', async () => {
  const library = await openLibrary(em, ['Salt']);
  const book = await library.bookId('Salt');
  await edit(library, { book, year: 1950 });
  library.server.failNext('patch', { cut: 'after' });

  await library.carryOut(1);
  await library.carryOut(1);
  await undo(1, library.clock.now);
  await library.carryOut(1);

  expect((await library.item('Salt')).publishedYear).toBe(1901);
});

test('a person takes the value of one source, and every question about the field is over', async () => {
  const library = await openLibrary(em, ['Salt']);
  const book = await library.bookId('Salt');
  const says = { source: 'audnexus', confidence: 0.4, seenAt: library.clock.now };
  await recordEvidence(em(), book, { publisher: 'Tor' }, says);
  await library.batch(true, { Salt: [change('publisher', null, 'Orbit')] });

  await edit(library, { book, field: 'publisher', source: 'audnexus' });
  await library.carryOut(2);
  const unknown = edit(library, { book, field: 'publisher', source: 'itunes' });

  await expect(unknown).rejects.toMatchObject({ hint: 'Known are person, audnexus.' });
  expect((await library.item('Salt')).publisher).toBe('Tor');
  expect(await correctionsOf(em())).toMatchObject([
    { state: 'rejected', detail: 'set by Otto meanwhile' },
    { state: 'written' },
  ]);
});

test('the history of a book shows each change, from what to what, and who said so', async () => {
  const library = await openLibrary(em, ['Salt', 'Salty']);
  await edit(library, { book: await library.bookId('Salty'), year: 1950 });
  await library.carryOut(1);

  const history = (book: string) => execute(historyCommand, library, em, operator, { book });

  expect(textOf(await history('salty'))).toMatch(/year: 1901 → 1950[^]*written · says person/);
  await expect(history('salt')).rejects.toMatchObject({ code: 'not_found' });
});

test.each([
  [{ book: 99, year: 1950 }, 'not_found'],
  [{ book: 1 }, 'bad_input'],
  [{ book: 1, position: '3' }, 'bad_input'],
  [{ book: 1, field: 'title' }, 'bad_input'],
])('%j is answered with %s', async (input, code) => {
  const library = await openLibrary(em, ['Salt']);

  await expect(edit(library, input)).rejects.toMatchObject({ code });
});

test('a place belongs to the one series', () => {
  const series = [{ name: 'Coast', sequence: '0.5' }];

  expect(readValues({ series: 'Coast', position: '0.5' })).toEqual({ series });
  expect(readValues({ series: ' Coast #0.5 ' })).toEqual({ series });
  expect(() => readValues({ series: 'Coast; Sea', position: '1' })).toThrow('one series');
});

test('lists are read without blanks or doubles, whatever is typed', () => {
  fc.assert(
    fc.property(fc.string(), (typed) => {
      const { authors = [] } = readValues({ author: typed });

      expect(new Set(authors).size).toBe(authors.length);
      for (const name of authors) expect(name).toBe(name.trim());
      expect(authors).not.toContain('');
    }),
  );
});
