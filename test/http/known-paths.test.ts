import { Validator } from '@seriousme/openapi-schema-validator';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { discoverCommands } from '../../src/command/discover.ts';
import { notCarriedOver } from '../../src/http/not-carried-over.ts';
import { useDatabase } from '../support/use-database.ts';
import { knownPaths } from './known-paths.ts';
import { type Serving, startServing } from './serving.ts';

const database = useDatabase();
const commands = await discoverCommands();
let http: Serving;
beforeAll(async () => {
  // A key of its own for every request, so that no limit is reached here.
  const role = 'owner' as const;
  const apiKeys = async (id: string) => ({ id, name: 'Ada', platform: 'api', role });
  http = await startServing({ commands, apiKeys });
});
afterAll(() => http[Symbol.asyncDispose]());

const gone = new Set(notCarriedOver.flatMap(({ paths }) => paths));
let asked = 0;

test.each(knownPaths)('%s is answered or named as not carried over, not both', async (known) => {
  const [method = '', path = ''] = known.split(' ');

  const url = path.replaceAll(/:\w+/g, '1');
  const answer = await http.ask(url, { method, key: `owner-${++asked}`, redirect: 'manual' });

  const isThere =
    answer.status !== 405 && !answer.text.includes('There is nothing at this address');
  expect(isThere).toBe(!gone.has(known));
});

test('nothing is called not carried over that nobody knew', () => {
  expect([...gone].filter((path) => !knownPaths.includes(path))).toEqual([]);
});

test('the description of the API is valid by the rules of OpenAPI', async () => {
  const { text } = await http.ask('/api/openapi.json');

  const { valid, errors } = await new Validator().validate(
    JSON.parse(text) as Record<string, unknown>,
  );

  expect(errors ?? []).toEqual([]);
  expect(valid).toBe(true);
});

test('no command takes a column it does not name as an option', async () => {
  const columns = await database
    .em()
    .execute<{ name: string }[]>(
      `select distinct column_name as name from information_schema.columns where table_schema = 'public'`,
    );

  const taken = [...commands.values()].flatMap(({ name, input }) =>
    columns
      .map((column) => column.name)
      .filter((column) => !Object.hasOwn(input.shape, column))
      .filter((column) => {
        const issues = input.safeParse({ [column]: 1 }).error?.issues ?? [];
        return !issues.some(
          (issue) => issue.code === 'unrecognized_keys' && issue.keys.includes(column),
        );
      })
      .map((column) => `${name}: ${column}`),
  );

  expect(columns.length).toBeGreaterThan(200);
  expect(taken).toEqual([]);
});
