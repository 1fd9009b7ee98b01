import { beforeEach, expect, test } from 'vitest';
import type { Role } from '../../src/command/actor.ts';
import { discoverCommands } from '../../src/command/discover.ts';
import { createExecute } from '../../src/command/execute.ts';
import { loadConfig } from '../../src/config.ts';
import type { Services } from '../../src/services.ts';
import { buttonsOf, textOf } from '../e2e/chat-room.ts';
import { buildRow } from '../releases/builders.ts';
import { useDatabase } from '../support/use-database.ts';
import {
  ada,
  addReading,
  addWanted,
  choiceOf,
  judged,
  now,
  paidFor,
  proposeBook,
  readAccount,
} from './builders.ts';
import { createSite, servicesWith } from './site.ts';

const { em } = useDatabase();
const commands = await discoverCommands();
const site = createSite([
  buildRow({ id: 501, title: 'Salt Road', series: [], isFree: true }),
  buildRow({ id: 502, title: 'Salt Road', series: [], language: 'GER' }),
  buildRow({ id: 503, title: 'Salt Road', series: [], isSnatched: true }),
]);

function as(role: Role, command: string, input: Record<string, unknown>) {
  const services = { ...servicesWith(site.mam, em), config: loadConfig({}) } as unknown as Services;
  return createExecute(commands, services)({ command, input, actor: { ...ada, role } });
}

beforeEach(async () => {
  await addWanted(em(), 'Salt Road');
});

test('a wedge is spent on the word of an owner, not of an operator', async () => {
  await addReading(em());
  const large = { ...paidFor('Large', { sizeBytes: 3e9 }), isWorthAWedge: true };
  await proposeBook(em(), 1, choiceOf(large), { ledger: readAccount() });

  const byOperator = as('operator', 'approve', { proposal: 1, wedge: true });
  await expect(byOperator).rejects.toMatchObject({
    code: 'not_allowed',
    message: 'Spending a wedge needs the role owner; you are operator.',
  });
  const { reply } = await as('owner', 'approve', { proposal: 1, wedge: true });

  expect(textOf(reply)).toContain('a wedge, spent when it is fetched');
  expect(
    await em().execute(
      `select command, input ->> 'wedge' as wedge, outcome from audit order by id`,
    ),
  ).toEqual([
    { command: 'approve', wedge: 'true', outcome: 'not_allowed' },
    { command: 'approve', wedge: 'true', outcome: 'done' },
  ]);
});

test('members see every release with its verdict; who decides has a button beside what can be had', async () => {
  const forMember = await as('member', 'releases', { book: 'Salt Road' });
  const forOperator = await as('operator', 'releases', { book: 'Salt Road' });

  const items = forMember.reply.blocks.flatMap((block) =>
    block.kind === 'list' ? block.items : [],
  );
  expect(forMember.reply.title).toBe('Salt Road: 3 releases');
  expect(items.map(({ detail }) => detail)).toEqual([
    'free; the best one',
    'paid, ratio after it unknown; language: de (wanted: en)',
    'paid, ratio after it unknown; already snatched: downloaded before (wanted: not downloaded before)',
  ]);
  expect(items.flatMap(({ buttons }) => buttons ?? [])).toEqual([]);
  const buttons = forOperator.reply.blocks
    .flatMap((block) => (block.kind === 'list' ? block.items : []))
    .map((item) => item.buttons?.map(({ label, runs, input }) => [label, runs, input]));
  expect(buttons).toEqual([
    [['Grab it', 'grab', { release: 1, book: '1' }]],
    [['Grab anyway', 'grab', { release: 2, book: '1' }]],
    undefined,
  ]);
  expect(buttonsOf(forOperator.reply)).toEqual([]);
});

test('grabbing is written to the audit, and refused to members', async () => {
  await as('operator', 'releases', { book: 'Salt Road' });

  await expect(as('member', 'grab', { release: 1, book: '1' })).rejects.toMatchObject({
    code: 'not_allowed',
  });
  const { reply } = await as('operator', 'grab', { release: 2, book: '1' });

  expect(reply.title).toBe('Grabbed: Salt Road');
  expect(textOf(reply)).toContain('in spite of language: de (wanted: en)');
  const rows = await em().execute(
    `select actor_name, input, outcome from audit where command = 'grab' order by id`,
  );
  expect(rows).toEqual([
    { actor_name: 'Ada', input: {}, outcome: 'not_allowed' },
    { actor_name: 'Ada', input: { release: 2, book: '1' }, outcome: 'done' },
  ]);
});

test('a release that is blocked by hand is not offered any more, and its book is searched again', async () => {
  await proposeBook(em(), 1, choiceOf(judged('Salt Road', { trackerId: '501' })));

  await as('operator', 'blocklist', { add: 501 });

  expect(await em().execute('select status, decision_reason from proposals')).toEqual([
    { status: 'superseded', decision_reason: 'the release was blocked' },
  ]);
  expect(await em().execute('select next_search_at from missing_books')).toEqual([
    { next_search_at: now },
  ]);
  expect(await em().execute(`select task_name from tasks`)).toEqual([{ task_name: 'queue' }]);
});

test('the blocklist is looked at without a trace and changed with one', async () => {
  await as('operator', 'blocklist', { add: 501, reason: 'poor sound' });
  const listed = await as('operator', 'blocklist', {});
  await as('operator', 'blocklist', { remove: 501 });

  expect(textOf(listed.reply)).toContain('501 |  | poor sound | Ada');
  expect(await em().execute(`select input from audit where command = 'blocklist'`)).toHaveLength(2);
  expect(await em().execute('select id from blocklist')).toEqual([]);
});
