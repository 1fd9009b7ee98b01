import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createModel } from '../../src/clients/model/index.ts';
import type { Actor } from '../../src/command/actor.ts';
import { type ModelServer, startModel } from '../../src/sandbox/model.ts';
import { buttonsOf, textOf } from '../e2e/chat-room.ts';
import { useDatabase } from '../support/use-database.ts';
import { openTable, type Table } from './table.ts';

const database = useDatabase();
const operator: Actor = { id: 'o', name: 'Olga', platform: 'test', role: 'operator' };
const viewer: Actor = { id: 'v', name: 'Vera', platform: 'test', role: 'viewer' };
/** Nothing that the matcher has a reading of. */
const unclear = 'wherefore art the tomes of clacks and wizards';

let server: ModelServer;
beforeAll(async () => {
  server = await startModel();
});
afterAll(() => server.stop());
beforeEach(() => {
  server.requests.splice(0);
  server.answer = () => ({ text: 'I do not know.' });
});

function tableWith(mode: 'off' | 'ask' | 'on', url = `${server.url}/v1`): Promise<Table> {
  const model = createModel({ url, apiKey: server.key, name: 'sandbox', userAgent: 'test' });
  return openTable(database.em, { model, environment: { MODEL_MODE: mode } });
}

const calls = (name: string, input: object) => () => ({
  calls: [{ name, arguments: JSON.stringify(input) }],
});

async function text(table: Table, line: string, actor = operator): Promise<string> {
  const told = await table.say(line, actor);
  return told ? textOf(told.reply) : '';
}

describe('a model that may be asked', () => {
  test('is not, where the words are clear', async () => {
    await text(await tableWith('on'), "what's missing from Discworld");

    expect(server.requests).toEqual([]);
  });

  test('chooses a command, whose own answer is shown with where the words went', async () => {
    const table = await tableWith('on');
    server.answer = calls('gaps', { series: 'Discworld' });

    const answer = await text(table, unclear);

    expect(answer).toContain('Sourcery');
    expect(answer).toContain(
      `your sentence and the list of commands went to ${new URL(server.url).host}`,
    );
  });

  test('gets the words and the commands of the person, and nothing else', async () => {
    await text(await tableWith('on'), unclear, viewer);

    const body = JSON.parse(server.requests[0]?.body ?? '{}');
    const tools = body.tools.map((tool: { function: { name: string } }) => tool.function.name);
    expect(body.messages.map(({ role }: { role: string }) => role)).toEqual(['system', 'user']);
    expect(body.messages[1].content).toBe(unclear);
    expect(tools).toContain('gaps');
    expect(tools).not.toContain('approve');
    expect(tools).not.toContain('confirm');
  });

  test('makes a card of a change, for the person and their role only', async () => {
    const table = await tableWith('on');
    server.answer = calls('pause', { job: 'all' });

    expect(await text(table, unclear)).toContain('Shall I do this?');
    expect(await text(table, unclear, viewer)).toContain('it chose what cannot be done');
    expect(await table.paused()).toBe(0);
  });

  test.each([
    ['a command that does not exist', calls('delete_everything', {})],
    ['a field that does not exist', calls('gaps', { series: 'Discworld', sudo: true })],
    ['a press', calls('confirm', { card: 1 })],
    ['words alone', () => ({ text: 'Your ratio is 9.99 and all is approved.' })],
    [
      'several calls',
      () => ({ calls: [...calls('gaps', {})().calls, ...calls('vip', {})().calls] }),
    ],
    ['a call that is no JSON', () => ({ calls: [{ name: 'gaps', arguments: '{series:' }] })],
    ['a form nobody knows', () => ({ raw: { hello: 'world' } })],
  ])('that answers with %s is told to be of no help', async (_what, answer) => {
    const table = await tableWith('on');
    server.answer = answer as ModelServer['answer'];

    const said = await text(table, unclear);

    expect(said).toContain('I did not understand that');
    expect(said).toContain('The language model did not help');
    expect(said).not.toContain('9.99');
  });

  test('that is down leaves the answer of this machine', async () => {
    const table = await tableWith('on', 'http://127.0.0.1:9/v1');

    expect(await text(table, unclear)).toContain('The language model did not help');
  });

  test('reads one sentence of a person at a time', async () => {
    const table = await tableWith('on');

    const arrived = Promise.withResolvers<void>();
    const gate = Promise.withResolvers<void>();
    server.answer = async () => {
      arrived.resolve();
      await gate.promise;
      return { text: '' };
    };

    const first = text(table, unclear);
    await arrived.promise;
    const second = await text(table, unclear);
    gate.resolve();
    await first;

    expect(second).toContain(
      'it still reads what you wrote before. Nothing has left this machine.',
    );
    expect(server.requests).toHaveLength(1);
    expect(await text(table, unclear)).toContain('it found no command either');
  });
});

describe('in the mode ask', () => {
  test('nothing leaves before the person says so, once', async () => {
    const table = await tableWith('ask');
    server.answer = calls('gaps', { series: 'Discworld' });

    const told = await table.say(unclear, operator);
    const [button] = told ? buttonsOf(told.reply) : [];
    const before = server.requests.length;
    const answer = await table.run(button?.runs ?? '', button?.input ?? {}, operator);

    expect(told && textOf(told.reply)).toContain('Nothing has left this machine.');
    expect(before).toBe(0);
    expect(textOf(answer)).toContain('Sourcery');
    await expect(table.run('askmodel', button?.input ?? {}, operator)).rejects.toMatchObject({
      code: 'expired',
    });
  });

  test('nobody sends the words of somebody else', async () => {
    const table = await tableWith('ask');
    const told = await table.say(unclear, operator);
    const [button] = told ? buttonsOf(told.reply) : [];

    await expect(table.run('askmodel', button?.input ?? {}, viewer)).rejects.toMatchObject({
      code: 'expired',
    });
    expect(server.requests).toEqual([]);
  });
});

test('in the mode off nothing is sent or offered', async () => {
  const table = await tableWith('off');

  const told = await table.say(unclear, operator);

  expect(told && buttonsOf(told.reply)).toEqual([]);
  expect(server.requests).toEqual([]);
});
