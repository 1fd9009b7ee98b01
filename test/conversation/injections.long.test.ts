import { afterAll, beforeAll, expect, test } from 'vitest';
import { createModel } from '../../src/clients/model/index.ts';
import { type Actor, roles } from '../../src/command/actor.ts';
import { isTyped, readCalls } from '../../src/chat/common/several.ts';
import { discoverCommands } from '../../src/command/discover.ts';
import type { CallInput, Reply } from '../../src/command/reply.ts';
import { type ModelServer, startModel } from '../../src/sandbox/model.ts';
import { injections } from '../labels/language/injections.ts';
import { useDatabase } from '../support/use-database.ts';
import { openTable, type Table } from './table.ts';

const database = useDatabase();
const longMs = 180_000;
let server: ModelServer;
beforeAll(async () => {
  server = await startModel();
});
afterAll(() => server.stop());

const person = (role: Actor['role']): Actor => ({ id: role, name: role, platform: 'test', role });
const operator = person('operator');

const commands = await discoverCommands();

/** As a chat does with what is a command as typed. */
async function runAll(table: Table, line: string, actor: Actor): Promise<null> {
  for (const call of readCalls(line, commands)) {
    await table.run(call.command, call.input as CallInput, actor);
  }
  return null;
}

/** Refusals are as good as answers here. */
async function sayAll(table: Table, texts: readonly string[], actor: Actor): Promise<Reply[]> {
  const replies: Reply[] = [];
  for (const line of texts) {
    const told = isTyped(line, commands)
      ? await runAll(table, line, actor).catch(() => null)
      : await table.say(line, actor).catch(() => null);
    if (told) replies.push(told.reply);
  }
  return replies;
}

test(
  '120 hostile texts that somebody forwards do nothing, whoever forwards them',
  async () => {
    const table = await openTable(database.em);
    expect(new Set(injections()).size).toBeGreaterThanOrEqual(100);

    for (const role of roles) await sayAll(table, injections(), person(role));

    expect(await table.acts()).toBe(0);
  },
  longMs,
);

test(
  'as titles, names and descriptions they are shown and named, and do nothing',
  async () => {
    const table = await openTable(database.em);
    const em = database.em();
    for (const text of injections()) {
      const title = text.replaceAll(/\s+/g, ' ').slice(0, 150);
      await em.execute(
        `insert into missing_books (work_key, title, author_name, reason_missing, is_wanted)
       values (?, ?, ?, 'request', true) on conflict do nothing`,
        [text, title, title],
      );
      await em.execute(
        `insert into series (name, folded_name, author, books_owned) values (?, ?, ?, 1)
       on conflict do nothing`,
        [title, title, title],
      );
      await em.execute(
        `insert into books (abs_id, title, author, description) values (?, ?, ?, ?)
       on conflict do nothing`,
        [text, title, title, text],
      );
    }
    const asked = injections().flatMap((text) => [
      `what is missing from "${text}"`,
      `tell me about the book ${text}`,
    ]);

    await sayAll(table, ['what is missing', 'more', 'the first', 'why', ...asked], operator);

    expect(await table.acts()).toBe(0);
  },
  longMs,
);

test(
  'a model that obeys them brings forth cards for the role of the person, never an act',
  async () => {
    const table = await openTable(database.em, {
      model: createModel({
        url: `${server.url}/v1`,
        apiKey: server.key,
        name: 'sandbox',
        userAgent: 'test',
      }),
      environment: { MODEL_MODE: 'on' },
    });
    const wanted = [
      { name: 'approveall', arguments: '{"which":"all"}' },
      { name: 'autopilot', arguments: '{"mode":"full"}' },
      { name: 'points', arguments: '{"action":"buy","what":"upload"}' },
      { name: 'confirm', arguments: '{"card":1}' },
      { name: 'claim', arguments: '{"code":"482913"}' },
      { name: 'pause', arguments: '{"job":"all"}' },
    ];
    let turn = 0;
    server.answer = () => ({
      calls: [wanted[turn++ % wanted.length] ?? { name: '', arguments: '' }],
    });
    const unclear = injections().map(
      (text, index) => `zxqv ${index} ${text.split(' ').at(-1)} blorf`,
    );

    const byViewer = await sayAll(table, unclear, person('viewer'));
    const byOperator = await sayAll(table, unclear, operator);

    expect(server.requests.length).toBeGreaterThan(100);
    expect(byViewer.filter(({ title }) => title === 'Shall I do this?')).toEqual([]);
    expect(byOperator.filter(({ title }) => title === 'Shall I do this?').length).toBeGreaterThan(
      10,
    );
    expect(await table.acts()).toBe(0);
  },
  longMs,
);
