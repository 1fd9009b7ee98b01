import { afterAll, beforeAll, expect, test } from 'vitest';
import { discoverCommands } from '../../src/command/discover.ts';
import { commandEndpoints, takesBody } from '../../src/http/endpoint.ts';
import { ownPaths } from '../../src/http/routes.ts';
import { UserError } from '../../src/errors.ts';
import { readInput } from '../../src/http/read-input.ts';
import { useDatabase } from '../support/use-database.ts';
import { type Serving, startServing } from './serving.ts';

const database = useDatabase();
const commands = await discoverCommands();
const endpoints = [...ownPaths, ...[...commands.values()].flatMap(commandEndpoints)];

let columns: string[];
beforeAll(async () => {
  const rows = await database
    .em()
    .execute<{ name: string }[]>(
      `select distinct column_name as name from information_schema.columns where table_schema = 'public'`,
    );
  columns = [...rows.map(({ name }) => name), '__proto__', 'constructor', 'isAdmin'];
});

/** Whether what a request of this path sends under that name would be taken. */
function isTaken(endpoint: (typeof endpoints)[number], name: string): boolean {
  const command = commands.get(endpoint.command);
  if (!command) throw new Error(`no command ${endpoint.command}`);
  const sent: unknown = JSON.parse(`{${JSON.stringify(name)}:"x"}`);
  const request = takesBody(endpoint)
    ? { body: sent, query: {} }
    : { query: sent, body: undefined };
  const params = Object.fromEntries(Object.keys(endpoint.params ?? {}).map((one) => [one, '1']));
  try {
    const { error } = command.input.safeParse(readInput(endpoint, command, { ...request, params }));
    return error?.issues.every(({ code }) => code !== 'unrecognized_keys') ?? true;
  } catch (error) {
    if (error instanceof UserError && error.code === 'bad_input') return false;
    throw error;
  }
}

test('no path takes a column of a table, or anything else, that its command does not have', () => {
  const taken = endpoints.flatMap((endpoint) => {
    const own = new Set([
      ...Object.keys(commands.get(endpoint.command)?.input.shape ?? {}),
      ...Object.keys(endpoint.names ?? {}),
    ]);
    const strange = columns.filter((name) => !own.has(name) && isTaken(endpoint, name));
    return strange.map((name) => `${endpoint.method} ${endpoint.path}: ${name}`);
  });

  expect(columns.length).toBeGreaterThan(300);
  expect(endpoints.length).toBeGreaterThan(150);
  expect(taken).toEqual([]);
});

test('an option under both of its names is refused, not decided between', () => {
  const renaming = endpoints.filter(({ names }) => names && Object.keys(names).length > 0);

  const taken = renaming.filter((endpoint) => {
    const [other, field] = Object.entries(endpoint.names ?? {})[0] ?? ['', ''];
    const command = commands.get(endpoint.command);
    if (!command) throw new Error(`no command ${endpoint.command}`);
    const sent = { [other]: '1', [field]: '2' };
    const request = takesBody(endpoint)
      ? { body: sent, query: {}, params: {} }
      : { query: sent, body: undefined, params: {} };
    try {
      return readInput(endpoint, command, request);
    } catch (error) {
      return !(error instanceof UserError && error.message.includes('twice'));
    }
  });

  expect(renaming.length).toBeGreaterThan(5);
  expect(taken).toEqual([]);
});

test('no command takes a field it does not have, from whatever surface', () => {
  const loose = [...commands.values()].filter(({ input }) => {
    const issues = input.safeParse({ is_owner: true }).error?.issues ?? [];
    return !issues.some(({ code }) => code === 'unrecognized_keys');
  });

  expect(loose.map(({ name }) => name)).toEqual([]);
});

let http: Serving;
let used = 0;
beforeAll(async () => {
  const actor = { id: 'o', name: 'owner', platform: 'api', role: 'owner' as const };
  http = await startServing({ commands, apiKeys: async () => actor });
});
afterAll(() => http[Symbol.asyncDispose]());

test('every command answers 400 to a column name over HTTP, and does nothing', async () => {
  const answers = [];
  for (const command of commands.values()) {
    const [endpoint] = commandEndpoints(command);
    const field =
      columns.find((name) => !(name in command.input.shape) && /^[a-z_]+$/.test(name)) ?? '';
    const path = `/api${endpoint?.path}`;
    const key = `key-${++used}`;
    const { status, body } = await (endpoint && takesBody(endpoint)
      ? http.ask(path, { method: 'POST', json: { [field]: 'x' }, key })
      : http.ask(`${path}?${field}=x`, { key }));
    answers.push([command.name, status, body.error?.code]);
  }

  expect(answers.filter(([, status, code]) => status !== 400 || code !== 'bad_input')).toEqual([]);
});
