import { expect, test } from 'vitest';
import changesCommand from '../../commands/changes.ts';
import undoCommand from '../../commands/undo.ts';
import type { Actor } from '../../src/command/actor.ts';
import { textOf } from '../e2e/chat-room.ts';
import { execute } from '../spending/run-command.ts';
import { useDatabase } from '../support/use-database.ts';
import { change, openLibrary, type TestLibrary } from './library.ts';

const { em } = useDatabase();
const operator: Actor = { id: '1', name: 'Otto', platform: 'discord', role: 'operator' };
const publisher = change('publisher', null, 'Tor');
const title = change('title', 'Salt', 'Salty');

const changes = async (library: TestLibrary, input: object = {}, actor = operator) =>
  textOf(await execute(changesCommand, library, em, actor, input));
const undo = async (library: TestLibrary, input: object = {}, actor = operator) =>
  textOf(await execute(undoCommand, library, em, actor, input));

test('what is proposed is listed, shown, and approved by an operator', async () => {
  const library = await openLibrary(em, ['Salt']);
  const batch = await library.batch(true, { Salt: [title] });

  const list = await changes(library);
  const card = await changes(library, { batch });
  await changes(library, { action: 'approve', batch });
  await library.carryOut(batch);

  expect(list).toContain('Monthly drift');
  expect(card).toContain('title: Salt → Salty, says audnexus');
  expect((await library.item('Salt')).title).toBe('Salty');
  expect(await changes(library, { batch })).toContain('Approved by Otto · written');
});

test('a rejected batch changes nothing, and who comes later is told', async () => {
  const library = await openLibrary(em, ['Salt']);
  const batch = await library.batch(true, { Salt: [title] });

  await changes(library, { action: 'reject', batch });

  const late = changes(library, { action: 'approve', batch });
  await expect(late).rejects.toMatchObject({ code: 'already_decided' });
  expect(await changes(library, { batch })).toContain('Rejected by Otto');
});

test('the last book that is left out rejects the batch', async () => {
  const library = await openLibrary(em, ['Salt']);
  const batch = await library.batch(true, { Salt: [title] });

  await changes(library, { action: 'leave', batch, book: await library.bookId('Salt') });

  expect(await changes(library, { batch })).toContain('Rejected by Otto');
});

test('undo lists what can be undone and undoes one', async () => {
  const library = await openLibrary(em, ['Salt']);
  const before = await undo(library);
  const batch = await library.batch(false, { Salt: [publisher] });
  await library.carryOut(batch);

  const list = await undo(library);
  await undo(library, { batch });
  await library.carryOut(batch);

  expect(before).toContain('Nothing to undo');
  expect(list).toContain('Monthly drift · 1 book, 1 field');
  expect(list).toContain(`batch ${batch}, `);
  expect((await library.item('Salt')).publisher).toBeNull();
  expect(await undo(library)).toContain('Nothing to undo');
});

test('who is no operator decides and undoes nothing', async () => {
  const library = await openLibrary(em, ['Salt']);
  const batch = await library.batch(true, { Salt: [title] });
  const member: Actor = { ...operator, role: 'member' };

  const pressed = changes(library, { action: 'approve', batch }, member);
  await expect(pressed).rejects.toMatchObject({ code: 'not_allowed' });
  await expect(undo(library, { batch }, member)).rejects.toMatchObject({ code: 'not_allowed' });
});

test.each([
  [{ action: 'approve' }, 'bad_input'],
  [{ action: 'leave', batch: 1 }, 'bad_input'],
  [{ batch: 99 }, 'not_found'],
  [{ action: 'reject', batch: 99 }, 'not_found'],
])('%j is answered with %s', async (input, code) => {
  const library = await openLibrary(em, []);

  await expect(changes(library, input)).rejects.toMatchObject({ code });
});
