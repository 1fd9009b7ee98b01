import { afterAll, beforeAll, expect, test } from 'vitest';
import { discoverCommands } from '../../../src/command/discover.ts';
import { keys, type Serving, startServing } from '../serving.ts';
import { leak } from '../test-commands.ts';
import { connect } from './client.ts';

let http: Serving;
let url: string;
beforeAll(async () => {
  http = await startServing({ apiKeys: everyKey });
  url = `http://127.0.0.1:${http.port}`;
});
afterAll(() => http[Symbol.asyncDispose]());

/** Each client brings a key of its own, so that no limit is reached by accident. */
async function everyKey(key: string) {
  const role = key.startsWith('viewer') ? ('viewer' as const) : ('owner' as const);
  return key.includes('-key-') ? { id: key, name: role, platform: 'api', role } : null;
}

let used = 0;
const keyOf = (role: 'owner' | 'viewer' = 'owner') => `${role}-key-${++used}`;

const post = (body: unknown, init: Parameters<Serving['ask']>[1] = {}) =>
  http.ask('/mcp', {
    method: 'POST',
    key: keyOf(),
    json: body,
    ...init,
    headers: { accept: 'application/json, text/event-stream', ...init.headers },
  });
const listTools = { jsonrpc: '2.0', id: 1, method: 'tools/list', params: {} };

test.each(['auto', 'legacy'] as const)(
  'a client (%s) finds every command as a tool with its form and hints',
  async (mode) => {
    await using mcp = await connect(url, keyOf(), { mode });

    const { tools } = await mcp.client.listTools();

    expect(tools.map(({ name }) => name)).toEqual([
      'approve',
      'cancel',
      'echo',
      'fail',
      'note',
      'shelf',
    ]);
    const echo = tools.find(({ name }) => name === 'echo');
    expect(echo).toMatchObject({
      description: 'Says what it understood',
      annotations: { readOnlyHint: true, destructiveHint: false },
      inputSchema: {
        type: 'object',
        required: ['word'],
        additionalProperties: false,
        properties: { word: { type: 'string', maxLength: 40 }, colour: { enum: ['red', 'blue'] } },
      },
    });
    expect(Object.keys(echo?.inputSchema.properties ?? {})).not.toContain('confirmation');
    const note = tools.find(({ name }) => name === 'note');
    expect(note).toMatchObject({
      annotations: { readOnlyHint: false, destructiveHint: true },
      inputSchema: { properties: { text: {}, confirmation: { type: 'string' } } },
    });
  },
);

test('every real command is a tool, and none of them has an option that the confirmation would hide', async () => {
  const commands = await discoverCommands();
  await using real = await startServing({ commands });
  await using mcp = await connect(`http://127.0.0.1:${real.port}`, keys.owner, { bearer: true });

  const { tools } = await mcp.client.listTools();

  expect(tools.map(({ name }) => name)).toEqual([...commands.keys()]);
  for (const { input } of commands.values()) expect(input.shape).not.toHaveProperty('confirmation');
});

test('a read answers at once, as text and as data', async () => {
  await using mcp = await connect(url, keyOf());

  const answer = await mcp.call('echo', { word: 'hello', count: 3 });

  expect(answer.isError).toBe(false);
  expect(answer.text).toBe('Echo\nhello');
  expect(answer.data).toEqual({ data: { word: 'hello', count: 3, share: 0.5, loud: false } });
});

test('a change is announced first and done by the second call, once', async () => {
  await using mcp = await connect(url, keyOf());

  const first = await mcp.call('note', { text: 'a' });
  const { confirmation } = first.data;
  const second = await mcp.call('note', { text: 'a', confirmation });
  const third = await mcp.call('note', { text: 'a', confirmation });

  expect(first.isError).toBe(false);
  expect(first.data.needs_confirmation).toBe(true);
  expect(first.text).toMatch(/^Nothing was done yet\./);
  expect(first.text).toContain(String(confirmation));
  expect(second.data.data).toEqual({ text: 'a', times: 1, by: 'owner' });
  expect(third.isError).toBe(true);
  expect(third.data.error?.code).toBe('expired');
});

test('of two calls with one token in the same moment one is done', async () => {
  const key = keyOf();
  await using one = await connect(url, key);
  await using other = await connect(url, key);
  const { confirmation } = (await one.call('note', { text: 'once' })).data;

  const answers = await Promise.all(
    [one, other, one, other].map((mcp) => mcp.call('note', { text: 'once', confirmation })),
  );

  expect(answers.filter(({ isError }) => !isError)).toHaveLength(1);
});

test.each([
  ['another input', 'note', { text: 'b' }],
  ['another command', 'cancel', { download: 1 }],
])('a token does not confirm %s', async (_name, name, input) => {
  await using mcp = await connect(url, keyOf());
  const { confirmation } = (await mcp.call('note', { text: 'a' })).data;

  const answer = await mcp.call(name, { ...input, confirmation });

  expect(answer.data.error?.code).toBe('expired');
});

test('a token does not confirm the same call of somebody else', async () => {
  await using mine = await connect(url, keyOf());
  await using yours = await connect(url, keyOf());
  const { confirmation } = (await mine.call('note', { text: 'a' })).data;

  const answer = await yours.call('note', { text: 'a', confirmation });

  expect(answer.data.error?.code).toBe('expired');
});

test('defaults that are spelled out are the same input', async () => {
  await using mcp = await connect(url, keyOf());
  const { confirmation } = (await mcp.call('note', { text: 'a' })).data;

  const answer = await mcp.call('note', { times: 1, text: 'a', confirmation });

  expect(answer.isError).toBe(false);
});

test('a viewer sees only its own tools and is refused the others without a token', async () => {
  await using mcp = await connect(url, keyOf('viewer'));

  const { tools } = await mcp.client.listTools();
  const refused = await mcp.call('note', { text: 'a' });

  expect(tools.map(({ name }) => name)).toEqual(['echo', 'fail', 'shelf']);
  expect(refused.isError).toBe(true);
  expect(refused.data.error?.code).toBe('not_allowed');
  expect(refused.data.confirmation).toBeUndefined();
});

test.each([
  ['echo', { word: 'a', colour: 'green' }, 'bad_input'],
  ['echo', { word: 'a', role: 'owner' }, 'bad_input'],
  ['echo', { word: 'a', confirmation: 'x' }, 'bad_input'],
  ['note', { text: 'a', confirmation: 7 }, 'bad_input'],
  ['nothing', {}, 'unknown_command'],
  ['fail', { how: 'frozen' }, 'frozen'],
  ['fail', { how: 'throttled' }, 'service_throttled'],
  ['fail', { how: 'bug' }, 'internal'],
])('%s with %j is the error %s of the tool', async (name, input, code) => {
  await using mcp = await connect(url, keyOf());

  const answer = await mcp.call(name, input);

  expect(answer.isError).toBe(true);
  expect(answer.data.error).toMatchObject({ code, id: expect.any(String) });
  expect(answer.text).not.toContain(leak);
});

test.each([
  ['no key', { key: null }, 401],
  ['an unknown key', { key: 'stranger' }, 401],
  ['a page of another address', { headers: { origin: 'https://evil.example' } }, 403],
  ['an origin that is none', { headers: { origin: 'null' } }, 403],
  ['a body over 1 MiB', { json: { ...listTools, params: { x: 'x'.repeat(1024 * 1024) } } }, 413],
  ['no JSON', { body: '{', json: undefined, headers: { 'content-type': 'application/json' } }, 400],
  ['GET', { method: 'GET', json: undefined }, 405],
])('%s is refused with our envelope', async (_name, init, status) => {
  const answer = await post(listTools, init);

  expect(answer.status).toBe(status);
  expect(answer.body.success).toBe(false);
});

test('a page of this very server may ask', async () => {
  const answer = await post(listTools, { headers: { origin: url } });

  expect(answer.status).toBe(200);
});

test('a request to be told of changes is refused instead of staying open', async () => {
  await using mcp = await connect(url, keyOf());

  await expect(mcp.client.listen({ toolsListChanged: true })).rejects.toThrow(/limit/i);
});

test('a key is slowed down after sixty requests a minute', async () => {
  const key = keyOf();
  const answers = [];
  for (let count = 0; count < 61; count += 1) answers.push(await post(listTools, { key }));

  expect(answers.filter(({ status }) => status === 200)).toHaveLength(60);
  expect(answers.at(-1)?.status).toBe(429);
  expect(answers.at(-1)?.headers.get('retry-after')).toBeTruthy();
});

test('approvals over both surfaces are counted together', async () => {
  const key = keyOf();
  await using mcp = await connect(url, key);
  for (let proposal = 1; proposal <= 20; proposal += 1) {
    await http.ask('/api/commands/approve', { method: 'POST', key, json: { proposal } });
  }
  const { confirmation } = (await mcp.call('approve', { proposal: 21 })).data;

  const answer = await mcp.call('approve', { proposal: 21, confirmation });

  expect(answer.data.error?.code).toBe('rate_limited');
});
