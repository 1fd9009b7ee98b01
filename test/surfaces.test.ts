import { PassThrough } from 'node:stream';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openServices, type OpenedServices } from '../src/app.ts';
import { renderReply } from '../src/chat/terminal/render.ts';
import { runOnce } from '../src/chat/terminal/one-shot.ts';
import type { Actor } from '../src/command/actor.ts';
import type { Command } from '../src/command/definition.ts';
import { discoverCommands } from '../src/command/discover.ts';
import { createExecute, type Done, usage } from '../src/command/execute.ts';
import { parseWords } from '../src/command/words.ts';
import { UserError } from '../src/errors.ts';
import { createHttpServer } from '../src/http/server.ts';
import { createDatabase, type TestDatabase } from './support/database.ts';
import { makeTemporaryFolder } from './support/temporary-folder.ts';
import { closedHooks, createDashboard } from './http/serving.ts';

const commands = await discoverCommands();
const owner: Actor = { id: 'o', name: 'Olive', platform: 'test', role: 'owner' };
const apiKey = 'surface-key-0123456789-0123456789-012345678';

/** What has to be said at least; a number of nothing is refused with a sentence, which is an answer too. */
const leastInput: Record<string, Record<string, string | number>> = {
  again: { message: 1 },
  approve: { proposal: 1 },
  ask: { question: 'how are books imported' },
  askmodel: { card: 1 },
  cancel: { download: 1 },
  claim: { code: '000000' },
  confirm: { card: 1 },
  edit: { book: 1, title: 'Dune' },
  grab: { release: 1 },
  hide: { gap: 'Dune' },
  lookup: { title: 'Dune' },
  reject: { proposal: 1 },
  releases: { book: 'Dune' },
  request: { title: 'Dune', author: 'Frank Herbert' },
  retry: { download: 1 },
  run: { job: 'account' },
  search: { title: 'Dune' },
  seen: { alert: 1 },
  series: { series: 'all' },
  why: { proposal: 1 },
};

/** One catalogue, at an address of this machine that nobody answers at. */
const nobodyThere = { METADATA_SOURCES: 'audible', AUDIBLE_URL: 'http://127.0.0.1:9' };

let database: TestDatabase;
let opened: OpenedServices;

beforeAll(async () => {
  database = await createDatabase();
  const { connection } = database;
  const environment = { DATA_DIR: await makeTemporaryFolder(), ...nobodyThere };
  opened = await openServices({
    environment,
    connection,
    platforms: ['terminal'],
    poolMax: 4,
    logFile: null,
  });
});

afterAll(async () => {
  await opened.close();
  await database.drop();
});

describe.each([...commands.values()].map((command) => [command.name, command] as const))(
  '%s',
  (name, command) => {
    test('can be offered by every chat platform', () => {
      const fields = Object.entries(command.input.shape);
      const isOptional = fields.map(([, field]) => field.safeParse(undefined).success);

      expect(name).toMatch(/^[a-z]{1,32}$/);
      expect(command.description.length).toBeLessThanOrEqual(100);
      expect(fields.length).toBeLessThanOrEqual(25);
      expect(isOptional).toEqual([...isOptional].sort((a, b) => Number(a) - Number(b)));
      for (const [field] of fields) expect(field).toMatch(/^[a-z][a-z0-9_]{0,31}$/);
    });

    test('answers or refuses with a sentence in the terminal, on the command line and over REST', async () => {
      const execute = createExecute(commands, opened.services);
      const input = leastInput[name] ?? {};

      const inTerminal = await execute({
        ...parseWords(wordsOf(name, input), commands),
        actor: owner,
      }).catch(asRefusal);
      const onCommandLine = await typeOnce([name, ...Object.values(input).map(String)], execute);
      const overRest = await request(command, input, execute);

      expect(shownText(inTerminal)).not.toBe('');
      expect([0, 2]).toContain(onCommandLine);
      expect([200, 403, 404, 409]).toContain(overRest.status);
      expect(overRest.body).toHaveProperty('success', overRest.status === 200);
    });

    test('says how it is called when an option is unknown', async () => {
      const execute = createExecute(commands, opened.services);

      const call = execute({ command: name, input: { bogus: 1 }, actor: owner });

      await expect(call).rejects.toMatchObject({
        code: 'bad_input',
        hint: `Usage: ${usage(command)}`,
      });
    });
  },
);

test('every command of the product so far is there', () => {
  expect([...commands.keys()]).toEqual(
    expect.arrayContaining(
      'approve approveall authors autopilot blocklist book cancel gaps help hide history jobs library pause queue ratio reject releases request resume retry run search series settings status suggest upcoming vip why'.split(
        ' ',
      ),
    ),
  );
});

test('account figures are answered in private', () => {
  const names = ['ratio', 'vip', 'status'];

  expect(names.map((name) => commands.get(name)?.visibility)).toEqual([
    'private',
    'private',
    'private',
  ]);
});

function wordsOf(name: string, input: Record<string, string | number>): string {
  return [name, ...Object.entries(input).map(([key, value]) => `${key}:"${value}"`)].join(' ');
}

/** What is read in the terminal: the reply with its data as JSON, or the sentence of the refusal. */
function shownText(answer: Done | UserError): string {
  if (answer instanceof UserError) return answer.message;
  const { text } = renderReply(answer.reply, { width: 80, hasColour: false });
  return JSON.stringify(answer.output) && text.trim();
}

function asRefusal(error: unknown): UserError {
  if (error instanceof UserError) return error;
  throw error;
}

async function typeOnce(
  argv: string[],
  execute: ReturnType<typeof createExecute>,
): Promise<number> {
  const sink = new PassThrough().resume();
  return await runOnce({
    argv,
    commands,
    execute,
    actor: owner,
    output: sink,
    errorOutput: sink,
    width: 80,
    hasColour: false,
    logBug: (cause) => {
      throw cause;
    },
  });
}

async function request(
  command: Command,
  input: Record<string, string | number>,
  execute: ReturnType<typeof createExecute>,
): Promise<{ status: number; body: unknown }> {
  const app = await createHttpServer({
    commands,
    execute,
    apiKeys: async (key) => (key === apiKey ? owner : null),
    dashboard: createDashboard(),
    confirmations: { keep: async () => undefined, take: async () => false },
    hooks: closedHooks,
    health: { live: () => ({}), ready: async () => ({ ok: true, checks: {} }) },
    figures: async () => [],
    log: opened.services.log,
    now: opened.services.now,
    version: '0.0.0',
  });
  const url = `/api/commands/${command.name}`;
  const headers = { 'x-api-key': apiKey, host: 'localhost' };
  const query = Object.fromEntries(
    Object.entries(input).map(([key, value]) => [key, String(value)]),
  );
  const response =
    command.effect === 'read'
      ? await app.inject({ method: 'GET', url, query, headers })
      : await app.inject({ method: 'POST', url, payload: input, headers });
  await app.close();
  return { status: response.statusCode, body: response.json() };
}
