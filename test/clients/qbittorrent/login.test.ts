import { inspect } from 'node:util';
import { afterEach, describe, expect, test } from 'vitest';
import { apiKey, connect, pathsOf, password, type StandIn, startStandIn } from './stand-in.ts';
import type { Version } from './stand-in-torrents.ts';

const versions: Version[] = ['4.5', '5.1', '5.3'];
const minuteMs = 60_000;
let standIn: StandIn;

afterEach(() => standIn.stop());

function loginCount(): number {
  return pathsOf(standIn).filter((path) => path === 'auth/login').length;
}

async function failureOf(promise: Promise<unknown>): Promise<unknown> {
  return promise.then(
    () => expect.fail('should have failed'),
    (error: unknown) => error,
  );
}

describe.each(versions)('as version %s', (version) => {
  test('logs in with the first call and reads the Web API version once', async () => {
    standIn = await startStandIn(version);
    const qbittorrent = connect(standIn);

    const first = await qbittorrent.version();
    await qbittorrent.version();

    expect(first.app).toBe(`${version}.0`);
    expect(pathsOf(standIn)).toEqual([
      'auth/login',
      'app/webapiVersion',
      'app/version',
      'app/version',
    ]);
  });

  test('logs in once for calls at the same time', async () => {
    standIn = await startStandIn(version);
    const { torrents } = connect(standIn);

    await Promise.all(['a', 'b', 'c'].map((digit) => torrents([digit.repeat(40)])));

    expect(loginCount()).toBe(1);
  });

  test('logs in again once when the session has ended, and repeats the call', async () => {
    standIn = await startStandIn(version);
    const { version: readVersion } = connect(standIn);
    await readVersion();
    standIn.sessions.clear();

    const both = await Promise.all([readVersion(), readVersion()]);

    expect(both).toHaveLength(2);
    expect(loginCount()).toBe(2);
  });

  test('follows a session cookie that gets another name in any answer', async () => {
    standIn = await startStandIn(version);
    const { version: readVersion } = connect(standIn);
    await readVersion();
    standIn.settings.nextCookieName = 'QBT_SID_9090';

    await readVersion();
    await readVersion();

    expect(loginCount()).toBe(1);
    expect(standIn.received.at(-1)?.cookie).toBe('QBT_SID_9090=renewed');
  });

  test('does not repeat a wrong password within ten minutes', async () => {
    standIn = await startStandIn(version);
    const { clock, version: readVersion } = connect(standIn, { password: 'wrong horse' });

    const refused = await failureOf(readVersion());
    clock.now = new Date(clock.now.getTime() + 9.9 * minuteMs);
    const tooEarly = await failureOf(readVersion());
    const loginsBefore = loginCount();
    clock.now = new Date(clock.now.getTime() + 0.2 * minuteMs);
    await failureOf(readVersion());

    const retryAt = new Date('2026-03-01T12:10:00Z');
    expect(refused).toMatchObject({ kind: 'unauthorized', retryAt });
    expect(String(refused)).toContain('wrong user name or password');
    expect(tooEarly).toMatchObject({ kind: 'unauthorized', retryAt });
    expect(String(tooEarly)).toContain(
      'wrong user name or password; next try at 2026-03-01T12:10:00.000Z',
    );
    expect([loginsBefore, loginCount()]).toEqual([1, 2]);
  });

  test('says that it is banned and leaves the program alone for ten minutes', async () => {
    standIn = await startStandIn(version);
    standIn.settings.isBanned = true;
    const { clock, version: readVersion } = connect(standIn);

    const banned = await failureOf(readVersion());
    await failureOf(readVersion());
    standIn.settings.isBanned = false;
    clock.now = new Date(clock.now.getTime() + 10 * minuteMs);
    const after = await readVersion();

    expect(banned).toMatchObject({ kind: 'unauthorized' });
    expect(String(banned)).toContain('banned');
    expect(after.app).toBe(`${version}.0`);
    expect(loginCount()).toBe(2);
  });

  test('tells a port that is not its own from a wrong password, and may ask again at once', async () => {
    standIn = await startStandIn(version);
    standIn.settings.isForeign = true;
    const { version: readVersion } = connect(standIn);

    const foreign = await failureOf(readVersion());
    standIn.settings.isForeign = false;
    const after = await readVersion();

    const { host } = new URL(standIn.baseUrl);
    expect(foreign).toMatchObject({ kind: 'refused' });
    expect(String(foreign)).toContain(`does not answer to the name ${host} (401)`);
    expect(String(foreign)).toContain('the same port inside and outside');
    expect(after.app).toBe(`${version}.0`);
  });

  test('keeps password and cookie out of every error', async () => {
    standIn = await startStandIn(version);
    const wrong = await failureOf(connect(standIn, { password: 'wrong horse' }).version());
    const { version: readVersion } = connect(standIn);
    await readVersion();
    const { cookie } = standIn.received.at(-1) ?? { cookie: '' };
    await standIn.stop();

    const unreachable = await failureOf(readVersion());
    const neverReached = await failureOf(connect(standIn).version());
    standIn = await startStandIn(version);

    expect(unreachable).toMatchObject({ kind: 'unreachable' });
    const texts = [wrong, unreachable, neverReached].map((error) => inspect(error, { depth: 9 }));
    expect(cookie).toContain('=session');
    for (const secret of [password, 'wrong horse', cookie]) {
      expect(texts.filter((text) => text.includes(secret))).toEqual([]);
    }
  });
});

test('uses an API key without logging in', async () => {
  standIn = await startStandIn('5.3');
  const qbittorrent = connect(standIn, { username: undefined, password: undefined, apiKey });

  const version = await qbittorrent.version();

  expect(version).toEqual({ app: '5.3.0', api: '2.16.2' });
  expect(loginCount()).toBe(0);
});

test('does not repeat a refused API key within ten minutes', async () => {
  standIn = await startStandIn('5.3');
  const { version } = connect(standIn, { apiKey: 'qbt_withdrawn' });

  const first = await failureOf(version());
  const second = await failureOf(version());

  expect(String(first)).toContain('does not accept the API key');
  expect([first, second]).toMatchObject([{ kind: 'unauthorized' }, { kind: 'unauthorized' }]);
  expect(standIn.received).toHaveLength(1);
});

test('tells a foreign port from a refused API key', async () => {
  standIn = await startStandIn('5.3');
  standIn.settings.isForeign = true;

  const foreign = await failureOf(connect(standIn, { apiKey }).version());

  expect(String(foreign)).toContain('its own Web UI port is another one');
});

test('logs in once more, not over and over, for a request that stays forbidden', async () => {
  standIn = await startStandIn('4.5');
  const { version } = connect(standIn);
  await version();
  standIn.scripted.set('app/version', { status: 403, body: 'Forbidden' });

  const failure = await failureOf(version());

  expect(failure).toMatchObject({ kind: 'unauthorized', retryAt: undefined });
  expect(loginCount()).toBe(2);
});

test.each([
  ['another site', 'auth/login', { type: 'text/html', body: '<html>Sign in</html>' }, 'unexpected'],
  ['a missing page', 'auth/login', { status: 404, body: 'Not Found' }, 'refused'],
  ['a broken proxy', 'auth/login', { status: 502, body: 'Bad Gateway' }, 'unreachable'],
  ['no version', 'app/webapiVersion', { body: 'Ok.' }, 'unexpected'],
  ['a future version', 'app/webapiVersion', { body: '3.0' }, 'unexpected'],
])('tells %s from a refused login and may try again', async (_name, path, answer, kind) => {
  standIn = await startStandIn('4.5');
  standIn.scripted.set(path, answer);
  const { version } = connect(standIn);

  const failure = await failureOf(version());
  standIn.scripted.clear();
  const after = await version();

  expect(failure).toMatchObject({ name: 'ExternalError', kind });
  expect(after.app).toBe('4.5.0');
});
