import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { at, keys, type Serving, startServing } from './serving.ts';
import { testCommands } from './test-commands.ts';

let http: Serving;
beforeAll(async () => {
  http = await startServing({ apiKeys: everyKey });
});
afterAll(() => http[Symbol.asyncDispose]());

/** Each request may bring a key of its own, so that no limit is reached here. */
async function everyKey(key: string) {
  const role = key.startsWith('viewer') ? ('viewer' as const) : ('owner' as const);
  return { id: role, name: role, platform: 'api', role };
}

let used = 0;
const key = (role: 'owner' | 'viewer' = 'owner') => `${role}-${++used}`;

test('a read takes its options from the address, as the kinds the command asks for', async () => {
  const query = 'word=5&count=5&share=0.25&loud=true&colour=red&link=https%3A%2F%2Fa.example';

  const answer = await http.ask(`/api/commands/echo?${query}`);

  expect(answer.status).toBe(200);
  expect(answer.body).toEqual({
    success: true,
    data: {
      word: '5',
      count: 5,
      share: 0.25,
      loud: true,
      colour: 'red',
      link: 'https://a.example',
    },
    error: null,
    timestamp: at.toISOString(),
  });
});

test.each([
  ['word=a&count=five', 'count'],
  ['word=a&count=1.5', 'count'],
  ['word=a&count=0x10', 'count'],
  ['word=a&count=', 'count'],
  ['word=a&loud=yes', 'loud'],
  ['word=a&colour=green', 'colour'],
  ['word=a&word=b', 'word'],
  ['count=1', 'word'],
  [`word=${'a'.repeat(41)}`, 'word'],
  [`word=a&share=${'9'.repeat(400)}`, 'share'],
])('the address ?%s is bad input that names "%s"', async (query, field) => {
  const answer = await http.ask(`/api/commands/echo?${query}`, { key: key() });

  expect(answer.status).toBe(400);
  expect(answer.body.error).toMatchObject({
    code: 'bad_input',
    message: expect.stringContaining(field),
  });
});

test('a change takes its options from a JSON body and knows who asks', async () => {
  const answer = await http.ask('/api/commands/note', {
    method: 'POST',
    json: { text: 'shelf 3', times: 2 },
  });

  expect(answer.status).toBe(200);
  expect(answer.body.data).toEqual({ text: 'shelf 3', times: 2, by: 'owner' });
});

test.each([
  ['no body', {}],
  ['an empty body that calls itself JSON', { headers: { 'content-type': 'application/json' } }],
  ['an empty object', { json: {} }],
])('a change whose options are all optional takes %s', async (_name, init) => {
  const answer = await http.ask('/api/commands/note', { method: 'POST', ...init });

  expect(answer.body.data).toEqual({ text: 'empty', times: 1, by: 'owner' });
});

test.each([
  ['a list', '[1]'],
  ['a word', '"text"'],
  ['a number', '7'],
  ['half an object', '{"text":'],
  ['a poisoned prototype', '{"__proto__":{"text":"x"}}'],
  ['a number as a word', '{"times":"2"}'],
])('a body that is %s is bad input', async (_name, body) => {
  const headers = { 'content-type': 'application/json' };

  const answer = await http.ask('/api/commands/note', {
    method: 'POST',
    body,
    headers,
    key: key(),
  });

  expect(answer.status).toBe(400);
  expect(answer.body).toMatchObject({ success: false, data: null, error: { code: 'bad_input' } });
});

test('options in the wrong place are refused, not ignored', async () => {
  const inAddress = await http.ask('/api/commands/note?text=a', { method: 'POST', json: {} });
  const inBody = await http.ask('/api/downloads/3', { method: 'DELETE', json: { download: 4 } });
  const twice = await http.ask('/api/proposals/3/approve', {
    method: 'POST',
    json: { proposal: 4 },
  });

  expect([inAddress.status, inBody.status, twice.status]).toEqual([400, 400, 400]);
  expect(twice.body.error?.message).toContain('"proposal"');
});

test('every command refuses an option it does not have', async () => {
  const anyKey = fc.oneof(
    fc.string({ minLength: 1, maxLength: 30 }),
    fc.constantFrom('constructor', 'toString', 'hasOwnProperty', 'id', 'role', 'actor', 'is_paid'),
  );
  const command = fc.constantFrom(...testCommands.values());

  await fc.assert(
    fc.asyncProperty(
      command,
      anyKey,
      fc.string(),
      async ({ name, effect, input }, extra, value) => {
        fc.pre(!Object.hasOwn(input.shape, extra) && extra !== '__proto__');
        const given = { ...required[name], [extra]: value };
        const answer =
          effect === 'read'
            ? await http.ask(`/api/commands/${name}?${new URLSearchParams(given).toString()}`, {
                key: key(),
              })
            : await http.ask(`/api/commands/${name}`, { method: 'POST', json: given, key: key() });
        expect(answer.status).toBe(400);
        expect(answer.body.error?.code).toBe('bad_input');
      },
    ),
    { numRuns: 150 },
  );
});

const required: Record<string, Record<string, string>> = {
  echo: { word: 'a' },
  fail: { how: 'bug' },
};

test('an option named __proto__ changes nothing', async () => {
  const answer = await http.ask('/api/commands/echo?word=a&__proto__=b&__proto__[loud]=true');

  expect(answer.status).toBe(400);
  expect(Object.keys(Object.prototype)).toEqual([]);
});

test('the role of the key decides what it may do', async () => {
  const answer = await http.ask('/api/commands/note', {
    method: 'POST',
    json: { nonsense: 1 },
    key: keys.viewer,
  });

  expect(answer.status).toBe(403);
  expect(answer.body.error).toMatchObject({ code: 'not_allowed' });
});

test.each([
  ['', { limit: 50, offset: 0, has_more: false }, 12],
  ['limit=5', { limit: 5, offset: 0, has_more: true }, 5],
  ['limit=5&offset=7', { limit: 5, offset: 7, has_more: false }, 5],
  ['limit=5&offset=2&counted=false', { limit: 5, offset: 2, has_more: null }, 5],
  ['limit=5&offset=10&counted=false', { limit: 5, offset: 10, has_more: false }, 2],
  ['offset=99', { limit: 50, offset: 99, has_more: false }, 0],
])('the list ?%s tells where its page stands', async (query, page, length) => {
  const answer = await http.ask(`/api/commands/shelf?${query}`, { key: key() });

  expect(answer.body.data?.['page_info']).toEqual(page);
  expect(answer.body.data?.['rows']).toHaveLength(length);
});

test.each(['501', '0', '-1'])('a page of %s rows is bad input', async (limit) => {
  const answer = await http.ask(`/api/commands/shelf?limit=${limit}`, { key: key() });

  expect(answer.status).toBe(400);
});

test('the own paths fill the option that stands in the address', async () => {
  const approved = await http.ask('/api/proposals/12/approve/', { method: 'POST' });
  const cancelled = await http.ask('/api/downloads/7', { method: 'DELETE' });
  const wrong = await http.ask('/api/downloads/seven', { method: 'DELETE' });

  expect(approved.body.data).toEqual({ proposal: 12, approved_by: 'owner' });
  expect(cancelled.body.data).toEqual({ title: 'Book 7', is_in_client: false });
  expect(wrong.status).toBe(400);
});
