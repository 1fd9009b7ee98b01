import { inspect } from 'node:util';
import { describe, expect, test } from 'vitest';
import { createMam, type Mam } from '../../../src/clients/mam/index.ts';
import { ExternalError, type ExternalKind } from '../../../src/errors.ts';
import { createMemorySession } from '../../support/tracker-session.ts';
import { mamAnswering, type Reply } from './tracker-server.ts';

type Call = 'search' | 'account' | 'torrent';
type Fault = { call: Call; reply: Reply; kind: ExternalKind; says: RegExp };

const now = new Date('2031-05-04T12:00:00Z');
const html = { 'content-type': 'text/html; charset=utf-8' };
const calls: Record<Call, (mam: Mam) => Promise<unknown>> = {
  search: (mam) => mam.search({ text: 'orchard' }),
  account: (mam) => mam.account(),
  torrent: (mam) => mam.torrentFile(70012),
};

function reply(status: number, body: string, headers: Reply['headers'] = {}): Reply {
  return { status, body, headers };
}

function fault(call: Call, answer: Reply, kind: ExternalKind, says: RegExp): Fault {
  return { call, reply: answer, kind, says };
}

const signedOut = 'Error, you are not signed in <br />Invalid/missing cookie';
const foreignIp = 'ip 192.0.2.9 does not match account, and no auth cookie provided';
const wait = { 'retry-after': '90' };

const matrix: Record<string, Fault> = {
  'a login page': fault(
    'search',
    reply(200, '<!doctype html><p>Log in', html),
    'unauthorized',
    /page/,
  ),
  'a login page without its type': fault(
    'account',
    reply(200, ' \n<html>'),
    'unauthorized',
    /page/,
  ),
  'a login page for a torrent': fault(
    'torrent',
    reply(200, '<html>', html),
    'unauthorized',
    /page/,
  ),
  'text typed as HTML': fault('account', reply(200, signedOut, html), 'unauthorized', /page/),
  'an empty answer': fault('search', reply(200, ''), 'unauthorized', /page/),
  'an empty torrent': fault('torrent', reply(200, ''), 'unauthorized', /page/),
  'the way to the login': fault(
    'account',
    reply(302, '', { location: '/login.php?to=1' }),
    'unauthorized',
    /302/,
  ),
  '403 with a reason': fault(
    'search',
    reply(403, signedOut),
    'unauthorized',
    /403: Invalid\/missing cookie$/,
  ),
  '403 with a page': fault(
    'search',
    reply(403, '<html>Wait<br>a moment', html),
    'unauthorized',
    /403$/,
  ),
  '403 without a word': fault('search', reply(403, ''), 'unauthorized', /403$/),
  '401 from another address': fault(
    'torrent',
    reply(401, foreignIp),
    'unauthorized',
    /401: ip 192/,
  ),
  'a torrent that is gone (404)': fault('torrent', reply(404, '<html>', html), 'refused', /404/),
  'a torrent for which the account has no room': fault(
    'torrent',
    reply(406, ''),
    'refused',
    /no more torrents for now \(406\)/,
  ),
  'a torrent that is gone (410)': fault('torrent', reply(410, ''), 'refused', /410/),
  '429 with a time': fault('search', reply(429, 'Slow down', wait), 'throttled', /429/),
  '429 without a time': fault('search', reply(429, 'Slow down'), 'throttled', /429/),
  '503 with a time': fault('account', reply(503, '', wait), 'throttled', /503/),
  '503 without a time': fault('account', reply(503, '<html>', html), 'unreachable', /503/),
  'a fault of the site': fault('search', reply(500, '<html>', html), 'unreachable', /500/),
  'a redirect': fault('search', reply(301, '', { location: '/new' }), 'unexpected', /301/),
  'a named error': fault(
    'search',
    reply(200, '{"error":"Index <b>offline</b>"}'),
    'unexpected',
    /: Index offline$/,
  ),
  'a named error for the account': fault(
    'account',
    reply(200, '{"error":"Busy"}'),
    'unexpected',
    /Busy/,
  ),
  'neither data nor error': fault('search', reply(200, '{"ok":1}'), 'unexpected', /shape/),
  'results without their number': fault('search', reply(200, '{"data":[]}'), 'unexpected', /shape/),
  'half an answer': fault('search', reply(200, '{"data":[{"id":'), 'unexpected', /15 bytes/),
  'an account of another shape': fault('account', reply(200, '[]'), 'unexpected', /whole answer/),
  'text instead of a torrent': fault(
    'torrent',
    reply(200, 'do not hurry'),
    'unexpected',
    /not a torrent/,
  ),
};

async function failure(promise: Promise<unknown>): Promise<ExternalError> {
  const error = await promise.then(
    () => null,
    (thrown: unknown) => thrown,
  );
  if (error instanceof ExternalError) return error;
  throw new Error(`expected an ExternalError, got ${String(error)}`);
}

describe.each(Object.entries(matrix))('%s', (_name, { call, reply: answer, kind, says }) => {
  test(`is ${kind}, and the session learns what concerns it`, async () => {
    const client = await mamAnswering(answer);

    const error = await failure(calls[call](client.mam));

    expect(error).toMatchObject({ service: 'tracker', kind });
    expect(error.message).toMatch(says);
    const concernsSession = kind === 'unauthorized' || kind === 'throttled';
    expect(client.session.faults).toEqual(concernsSession ? [kind] : []);
  });

  test.each(['short-one', 'kX9'.repeat(60)])(
    'keeps cookie and keys out of its error (%#)',
    async (cookie) => {
      const hash = `dl${'7f,Qz'.repeat(12)}`;
      const rotated = 'mN4'.repeat(50);
      const body = `${String(answer.body)} ${cookie} ${hash} ${rotated}`;
      const headers = { ...answer.headers, 'set-cookie': `mam_id=${rotated}` };
      const client = await mamAnswering({ ...answer, headers, body }, { cookie });

      const error = await failure(calls[call](client.mam));

      const everything = inspect(error, { depth: 20, showHidden: true });
      for (const secret of [cookie, hash, rotated]) expect(everything).not.toContain(secret);
    },
  );
});

test('a reason or an error that quotes the secrets is told without them', async () => {
  const cookie = 'short-one';
  const hash = '7f,Qz'.repeat(12);
  const refused = await mamAnswering(
    { status: 403, body: `No <br />bad ${cookie}, ${hash}` },
    { cookie },
  );
  const failed = await mamAnswering({ body: `{"error":"bad ${cookie} ${hash}"}` }, { cookie });

  const messages = [
    (await failure(refused.mam.account())).message,
    (await failure(failed.mam.account())).message,
  ];

  expect(messages).toEqual(['tracker answered 403: bad …, …', 'tracker answered: bad … …']);
});

test.each([
  ['90', '2031-05-04T12:01:30Z'],
  ['Sun, 04 May 2031 12:30:00 GMT', '2031-05-04T12:30:00Z'],
])('Retry-After %s tells when to come back', async (value, expected) => {
  const answer = { status: 429, headers: { 'retry-after': value } };
  const { mam } = await mamAnswering(answer, { now: () => now });

  const error = await failure(mam.account());

  expect(error.retryAt).toEqual(new Date(expected));
});

test('a tracker that cannot be reached is told without the request that failed', async () => {
  const session = createMemorySession('short-one');
  const mam = createMam({ baseUrl: 'http://127.0.0.1:1', userAgent: 'warden-test/1', session });

  const error = await failure(mam.account());

  expect(error.kind).toBe('unreachable');
  expect(inspect(error, { depth: 20, showHidden: true })).not.toContain('short-one');
});

test('a torrent file beyond 10 MiB is not taken', async () => {
  const body = Buffer.alloc(10 * 1024 * 1024 + 1, 'd8:announce');
  const { mam } = await mamAnswering({ body });

  await expect(mam.torrentFile(70012)).rejects.toMatchObject({ kind: 'unexpected' });
});
