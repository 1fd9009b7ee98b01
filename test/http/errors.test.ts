import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { errorStatus } from '../../src/http/error-answer.ts';
import { at, keys, type Serving, startServing } from './serving.ts';
import { leak } from './test-commands.ts';

let http: Serving;
beforeAll(async () => {
  http = await startServing();
});
afterAll(() => http[Symbol.asyncDispose]());

test.each([
  ['bad_input', 400],
  ['unknown_command', 404],
  ['not_found', 404],
  ['not_allowed', 403],
  ['already_decided', 409],
  ['expired', 409],
  ['rate_limited', 429],
  ['conflict', 409],
  ['frozen', 409],
])('the mistake %s answers %i in its own words', async (code, status) => {
  const answer = await http.ask(`/api/commands/fail?how=${code}`);

  expect(answer.status).toBe(status);
  expect(answer.body).toEqual({
    success: false,
    data: null,
    error: {
      code,
      message: `told: ${code}`,
      hint: `do: ${code}`,
      id: answer.headers.get('x-request-id'),
    },
    timestamp: at.toISOString(),
  });
});

test.each([
  ['unreachable', 503],
  ['refused', 502],
  ['throttled', 503],
  ['unauthorized', 502],
  ['unexpected', 502],
])('a service that is %s answers %i in neutral words', async (kind, status) => {
  const answer = await http.ask(`/api/commands/fail?how=${kind}`);

  expect(answer.status).toBe(status);
  expect(answer.body.error).toMatchObject({
    code: `service_${kind}`,
    message: expect.stringMatching(/^The tracker /),
  });
  expect(answer.headers.get('retry-after')).toBe('90');
  expect(answer.text).not.toContain(leak);
  expect(http.lines).toContainEqual({
    level: 'warn',
    message: 'a service failed',
    data: expect.objectContaining({ id: answer.body.error?.id, cause: `tracker said ${leak}` }),
  });
});

test.each(['bug', 'text', 'nothing', 'dressed'])(
  'the fault "%s" stays inside: the client gets an id, the log the cause',
  async (how) => {
    const answer = await http.ask(`/api/commands/fail?how=${how}`);

    expect(answer.status).toBe(500);
    expect(answer.body.error).toEqual({
      code: 'internal',
      message: 'Something went wrong in this program.',
      hint: 'The log has the cause under the id of this answer.',
      id: answer.headers.get('x-request-id'),
    });
    expect(answer.text + JSON.stringify([...answer.headers])).not.toContain(leak);
    const line = http.lines.find(({ data }) => data['id'] === answer.body.error?.id);
    expect(line).toMatchObject({ level: 'error', message: 'a request failed' });
  },
);

test('every code of the closed list belongs to a failure', () => {
  expect(Object.keys(errorStatus)).toHaveLength(15);
  expect(Object.values(errorStatus).every((status) => status >= 400)).toBe(true);
});

test.each([
  ['/api/commands/unheard-of', 404, 'not_found'],
  ['/elsewhere', 404, 'not_found'],
  ['/api/%zz', 400, 'bad_input'],
])('GET %s answers %i in the envelope', async (path, status, code) => {
  const answer = await http.ask(path);

  expect(answer.status).toBe(status);
  expect(answer.body).toMatchObject({ success: false, data: null, error: { code } });
  expect(answer.headers.get('x-request-id')).toBe(answer.body.error?.id);
});

test('a body of more than 1 MiB is refused in the envelope', async () => {
  const body = JSON.stringify({ text: 'a'.repeat(1.1 * 1024 * 1024) });
  const headers = { 'content-type': 'application/json' };

  const answer = await http.ask('/api/commands/note', { method: 'POST', body, headers });

  expect(answer.status).toBe(413);
  expect(answer.body.error).toMatchObject({ code: 'bad_input', hint: 'A body has at most 1 MiB.' });
});

test('a body that is not JSON is refused by its type', async () => {
  const headers = { 'content-type': 'text/plain' };

  const answer = await http.ask('/api/commands/note', { method: 'POST', body: '{}', headers });

  expect(answer.status).toBe(415);
  expect(answer.body.error?.code).toBe('bad_input');
});

test('a body of unknown length is counted while it arrives', async () => {
  const chunk = 'a'.repeat(300 * 1024);
  const socket = connect(http.port, '127.0.0.1');
  const head = [
    'POST /api/commands/note HTTP/1.1',
    'host: localhost',
    `x-api-key: ${keys.owner}`,
    'content-type: application/json',
    'transfer-encoding: chunked',
  ];
  socket.write(`${head.join('\r\n')}\r\n\r\n`);
  for (let sent = 0; sent < 4; sent++) {
    socket.write(`${chunk.length.toString(16)}\r\n${chunk}\r\n`);
  }

  const answer = await text(socket);

  expect(answer).toMatch(/^HTTP\/1.1 413 /);
  expect(answer).toContain('"code":"bad_input"');
});

test('each answer has an id of its own, whatever the client sends', async () => {
  const headers = { 'x-request-id': 'chosen-by-the-client' };

  const first = await http.ask('/health/live', { headers });
  const second = await http.ask('/health/live', { headers });

  const ids = [first, second].map((answer) => answer.headers.get('x-request-id'));
  expect(new Set([...ids, 'chosen-by-the-client', null]).size).toBe(4);
  expect(http.lines.filter(({ data }) => data['id'] === ids[0])).toHaveLength(1);
});

test('no key, address or body appears in the lines of the log', async () => {
  await http.ask('/api/commands/echo?word=whispered');
  await http.ask('/api/commands/note', { method: 'POST', json: { text: 'whispered' } });

  const log = JSON.stringify(http.lines);
  expect(log).toContain('/api/commands/echo');
  expect(log).not.toContain('whispered');
  expect(log).not.toContain(keys.owner);
});

test('bytes that are no HTTP request are answered in the envelope', async () => {
  const socket = connect(http.port, '127.0.0.1');
  socket.end('this is not HTTP\r\n\r\n');

  const answer = await text(socket);

  expect(answer).toMatch(/^HTTP\/1.1 400 Bad Request\r\n/);
  expect(JSON.parse(answer.split('\r\n\r\n')[1] ?? '')).toMatchObject({
    success: false,
    error: { code: 'bad_input' },
  });
});
