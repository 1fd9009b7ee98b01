import { expect, test } from 'vitest';
import { createMam } from '../../../src/clients/mam/index.ts';
import { searchBody } from '../../../src/clients/mam/query.ts';
import type { TrackerSession } from '../../../src/clients/mam/session.ts';
import { rawAccount, rawPage, rawRow } from './answers.ts';
import { json, mamAnswering, startServer } from './tracker-server.ts';

test('sends a search as exact JSON with cookie and user agent', async () => {
  const { mam, session, received } = await mamAnswering(json(rawPage([])));

  await mam.search({ text: '@title ("Löwe’s Ünion")', perPage: 20 });

  const [request] = received;
  expect(request).toMatchObject({ method: 'POST', url: '/tor/js/loadSearchJSONbasic.php' });
  expect(request?.headers).toMatchObject({
    cookie: 'mam_id=first-cookie',
    'user-agent': 'warden-test/1',
    'content-type': 'application/json',
  });
  const body = JSON.stringify(searchBody({ text: '@title ("Löwe’s Ünion")', perPage: 20 }));
  expect(request?.body).toBe(body);
  expect(session.kinds).toEqual(['search']);
});

test('asks for the account and the torrent file each in its own way and kind', async () => {
  const { mam, session, received } = await mamAnswering(({ url }) =>
    url.startsWith('/jsonLoad') ? json(rawAccount()) : { body: 'd8:announce0:e' },
  );

  await mam.account();
  await mam.torrentFile(70012);

  expect(received.map(({ method, url }) => `${method} ${url}`)).toEqual([
    'GET /jsonLoad.php?snatch_summary=&notif=',
    'GET /tor/download.php?tid=70012',
  ]);
  expect(session.kinds).toEqual(['account', 'torrent']);
});

test('follows no redirect, so that the cookie stays with its host', async () => {
  const elsewhere = await startServer(() => json(rawAccount()));
  const location = `${elsewhere.url}/jsonLoad.php`;
  const { mam, received } = await mamAnswering({ status: 302, headers: { location } });

  await expect(mam.account()).rejects.toMatchObject({ kind: 'unexpected' });

  expect(received).toHaveLength(1);
  expect(elsewhere.received).toEqual([]);
});

test('a rotated cookie is in the session when the value arrives, and is sent next', async () => {
  const { mam, session, received } = await mamAnswering(
    json(rawPage([rawRow()]), { 'set-cookie': ['lid=1', 'mam_id=second-cookie; Secure'] }),
  );

  const page = await mam.search({ text: 'orchard' });
  const cookieAtArrival = session.cookie();
  await mam.search({ text: 'orchard' });

  expect(page.rows).toHaveLength(1);
  expect(cookieAtArrival).toBe('second-cookie');
  expect(received[1]?.headers.cookie).toBe('mam_id=second-cookie');
});

test('a rotation is kept when the answer itself is a fault', async () => {
  const headers = { 'set-cookie': 'mam_id=second-cookie' };
  const gone = await mamAnswering({ status: 404, headers });
  const broken = await mamAnswering({ status: 500, headers });
  const halved = await mamAnswering({ headers, body: '{"data": [{"id": 1' });

  await expect(gone.mam.torrentFile(1)).rejects.toMatchObject({ kind: 'refused' });
  await expect(broken.mam.account()).rejects.toMatchObject({ kind: 'unreachable' });
  await expect(halved.mam.search({ text: 'a' })).rejects.toMatchObject({ kind: 'unexpected' });

  const cookies = [gone, broken, halved].map(({ session }) => session.cookie());
  expect(cookies).toEqual(['second-cookie', 'second-cookie', 'second-cookie']);
});

test.each([401, 403, 200])(
  'a cookie that comes with a rejected session (%i) is ignored',
  async (status) => {
    const headers = { 'content-type': 'text/html', 'set-cookie': 'mam_id=strangers-cookie' };
    const { mam, session } = await mamAnswering({ status, headers, body: '<html>Login</html>' });

    await expect(mam.account()).rejects.toMatchObject({ kind: 'unauthorized' });

    expect(session.cookie()).toBe('first-cookie');
  },
);

test('a deletion cookie does not replace the session', async () => {
  const headers = {
    'set-cookie': 'mam_id=deleted; expires=Thu, 01-Jan-1970 00:00:01 GMT; Max-Age=0',
  };
  const { mam, session } = await mamAnswering(json(rawAccount(), headers));

  await mam.account();

  expect(session.cookie()).toBe('first-cookie');
});

test('concurrent calls go one by one, each with the cookie the one before left', async () => {
  let valid = 0;
  const { mam, session } = await mamAnswering(({ headers }) => {
    const expected = valid === 0 ? 'mam_id=first-cookie' : `mam_id=cookie-${valid}`;
    if (headers.cookie !== expected) return { status: 403, body: 'Invalid/missing cookie' };
    valid += 1;
    return json(rawAccount(), { 'set-cookie': `mam_id=cookie-${valid}` });
  });

  const accounts = await Promise.all(Array.from({ length: 5 }, () => mam.account()));

  expect(accounts).toHaveLength(5);
  expect(session.cookie()).toBe('cookie-5');
});

test('a wedge is asked for once, with the flag that spends it', async () => {
  const { mam, session, received } = await mamAnswering({ body: 'd8:announce0:e' });

  await mam.torrentFileByWedge(70012);

  expect(received.map(({ method, url }) => `${method} ${url}`)).toEqual([
    'GET /tor/download.php?tid=70012&fl=',
  ]);
  expect(session.kinds).toEqual(['torrent']);
});

test.each([
  ['a refused session', { status: 403, body: 'Error, you are not signed in' }],
  [
    'a page instead of a file',
    { body: '<!doctype html>', headers: { 'content-type': 'text/html' } },
  ],
])(
  'what spends is not sent again after %s, though the session has another cookie',
  async (_, answer) => {
    const server = await startServer(() => answer);
    const session: TrackerSession = {
      async exchange(_kind, send) {
        const first = await send('old-cookie').catch(() => null);
        return (first ?? (await send('configured-cookie'))).value;
      },
    };
    const mam = createMam({ baseUrl: server.url, userAgent: 'warden-test/1', session });

    await expect(mam.torrentFileByWedge(70012)).rejects.toMatchObject({ kind: 'unexpected' });
    await expect(mam.torrentFile(70012)).rejects.toMatchObject({ kind: 'unauthorized' });

    expect(server.received.map(({ url, headers }) => [url, headers.cookie])).toEqual([
      ['/tor/download.php?tid=70012&fl=', 'mam_id=old-cookie'],
      ['/tor/download.php?tid=70012', 'mam_id=old-cookie'],
      ['/tor/download.php?tid=70012', 'mam_id=configured-cookie'],
    ]);
  },
);
