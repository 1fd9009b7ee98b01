import { expect, test } from 'vitest';
import { useDatabase } from '../support/use-database.ts';
import { ask, order, servicesFor, shown } from './desk.ts';

const { em } = useDatabase();
const notes = (input: Record<string, unknown>) => order(servicesFor(em), 'notes', input);
const bring = (name: string, text: string) => notes({ action: 'import', name, text });
const asked = async (question: string) => shown(await ask(servicesFor(em), { question }));

test('an imported note answers at once, its next version takes its place, and removed it is gone', async () => {
  const first = shown(await bring('habits.md', '## Zebras\nThe zebra eats at four.'));
  const before = await asked('when does the zebra eat');
  const second = shown(await bring('habits.md', '## Zebras\nThe zebra eats at nine.'));
  const after = await asked('when does the zebra eat');
  const list = await notes({});
  await notes({ action: 'remove', name: 'habits.md' });

  expect(first).toContain('It is new.');
  expect(before).toContain('habits.md · Zebras · as of 2026-06-15\nThe zebra eats at four.');
  expect(second).toContain('It takes the place of the last one.');
  expect(after).toContain('The zebra eats at nine.');
  expect(after).not.toContain('at four');
  expect(list.blocks).toMatchObject([
    { kind: 'table', rows: [['habits.md', '2026-06-15', 'Mia']] },
  ]);
  expect(await asked('when does the zebra eat')).not.toContain('at nine');
});

test('its text is not kept in the audit', async () => {
  await bring('a.txt', 'The zebra is a secret.');

  const rows = await em().execute<{ input: unknown }[]>('select input from audit');
  expect(JSON.stringify(rows)).toContain('(22 characters)');
  expect(JSON.stringify(rows)).not.toContain('secret');
});

test.each([
  ['a note without a name', { action: 'import', text: 'x' }, 'bad_input'],
  ['a name that is a path', { action: 'import', name: '../x', text: 'x' }, 'bad_input'],
  ['nothing to read', { action: 'import', name: 'x.md', text: ' \n ' }, 'bad_input'],
  ['markup without text', { action: 'import', name: 'x', text: '<p><br></p>' }, 'bad_input'],
  ['a note that is not there', { action: 'remove', name: 'x' }, 'not_found'],
])('%s is refused', async (_what, input, code) => {
  await expect(notes(input)).rejects.toMatchObject({ code });
});

test('without a text the bot asks for it', async () => {
  const reply = await notes({ action: 'import', name: 'x.md' });

  expect(reply.blocks).toMatchObject([{ kind: 'form', form: { runs: 'notes' } }]);
});

test('of two that bring the last note that has room, one is refused', async () => {
  await em().execute(
    `insert into ask_notes select 'n' || n, 'x', 'Mia', now() from generate_series(1, 199) n`,
  );

  const results = await Promise.allSettled([bring('a', 'zebra'), bring('b', 'zebra')]);

  expect(results.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
});
