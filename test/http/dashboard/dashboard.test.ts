import { afterAll, beforeAll, expect, test } from 'vitest';
import { keys, type Serving, startServing } from '../serving.ts';
import { signIn } from './visitor.ts';

let http: Serving;
beforeAll(async () => {
  http = await startServing();
});
afterAll(() => http[Symbol.asyncDispose]());

test('who is not signed in is asked for a key, whatever they look for', async () => {
  for (const url of [
    '/',
    '/dashboard/show/echo?word=a',
    '/dashboard/events',
    '/dashboard/pictures/cover:1',
  ]) {
    const answer = await http.app.inject({ url, headers: { host: 'localhost' } });

    expect([answer.statusCode, answer.headers.location]).toEqual([303, '/dashboard/sign-in']);
  }
});

test('the cookie of a session is no script’s and no other page’s business', async () => {
  const visitor = await signIn(http);

  expect(visitor.cookie).toMatch(
    /^shelfwarden=[\w-]{43}; Path=\/; HttpOnly; SameSite=Strict; Max-Age=604800$/,
  );
  expect(visitor.cookie).not.toContain(keys.owner);
});

test('behind https the cookie stays there', async () => {
  await using served = await startServing({ publicUrl: 'https://shelf.example' });

  const { cookie } = await signIn(served);

  expect(cookie).toMatch(/; Secure$/);
});

test('an unknown key is told so and opens nothing', async () => {
  const answer = await http.app.inject({
    method: 'POST',
    url: '/dashboard/sign-in',
    headers: { host: 'localhost', 'content-type': 'application/x-www-form-urlencoded' },
    payload: 'key=stranger',
  });

  expect(answer.statusCode).toBe(401);
  expect(answer.headers['set-cookie']).toBeUndefined();
  expect(answer.body).toContain('This key is not known.');
});

test('pages allow nothing from elsewhere, nothing inside, no frame and no memory', async () => {
  const visitor = await signIn(http);
  for (const url of [
    '/',
    '/dashboard/sign-in',
    '/dashboard/show/echo?word=a',
    '/dashboard/style.css',
  ]) {
    const { headers } = await visitor.send('GET', url);

    const policy = String(headers['content-security-policy']);
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).not.toMatch(/unsafe|\*|https?:/);
    expect(headers).toMatchObject({
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'same-origin',
    });
    expect(headers['cache-control']).toMatch(/^no-/);
  }
});

test('the document itself holds no script and no style', async () => {
  const { page, text } = await (await signIn(http)).send('GET', '/');

  expect(page('script:not([src]), style, [style]').length).toBe(0);
  expect(text).not.toMatch(/\son\w+="/);
  const addresses = page('[src], link[href]')
    .toArray()
    .map(({ attribs }) => attribs['src'] ?? attribs['href'] ?? '');
  expect(addresses.filter((address) => !address.startsWith('/'))).toEqual([]);
});

test('a read stands at an address of its own, and its hostile words are only words', async () => {
  const visitor = await signIn(http);

  const { status, page } = await visitor.send(
    'GET',
    '/dashboard/show/echo?word=%3Cscript%3Ex%3C%2Fscript%3E&count=3',
  );

  expect(status).toBe(200);
  expect(page('.card .text').text()).toBe('<script>x</script>');
  expect(page('.card script').length).toBe(0);
});

test('a pressed form changes something, and the next page says what, once', async () => {
  const visitor = await signIn(http);
  const csrf = await visitor.csrf();

  const pressed = await visitor.send('POST', '/dashboard/act', {
    csrf,
    command: 'note',
    'input.text': 'from a form',
    'input.times': '2',
  });
  const next = await visitor.send('GET', '/');
  const after = await visitor.send('GET', '/');

  expect([pressed.status, pressed.headers['location']]).toEqual([303, '/']);
  expect(next.page('.notice').text()).toBe('Notedfrom a form');
  expect(next.page('.notice').attr('role')).toBe('status');
  expect(after.page('.notice').length).toBe(0);
});

test('a typed line is a command: a look leads to its answer, a change to the overview', async () => {
  const visitor = await signIn(http);
  const csrf = await visitor.csrf();

  const look = await visitor.send('POST', '/dashboard/say', { csrf, line: 'echo hello count:2' });
  const change = await visitor.send('POST', '/dashboard/say', { csrf, line: 'note "two words"' });
  const unknown = await visitor.send('POST', '/dashboard/say', { csrf, line: 'ecko hello' });
  const notice = await visitor.send('GET', '/');

  expect(look.headers['location']).toBe('/dashboard/show/echo?count=2&word=hello');
  expect(change.headers['location']).toBe('/');
  expect(unknown.headers['location']).toBe('/');
  expect(notice.page('.notice').text()).toContain('Did you mean "echo"?');
});

test.each([
  ['without the word of the session', (_csrf: string) => ({ command: 'note' }), {}],
  ['with the word of another session', () => ({ command: 'note', csrf: 'a'.repeat(64) }), {}],
  [
    'from a page of another address',
    (csrf: string) => ({ command: 'note', csrf }),
    { origin: 'https://evil.example' },
  ],
  [
    'from a page that hides its address',
    (csrf: string) => ({ command: 'note', csrf }),
    { origin: 'null' },
  ],
])('a form %s does nothing', async (_name, form, headers) => {
  const visitor = await signIn(http);

  const answer = await visitor.send('POST', '/dashboard/act', form(await visitor.csrf()), headers);

  expect(answer.status).toBe(403);
  expect((await visitor.send('GET', '/')).page('.notice').length).toBe(0);
});

test('a change is not reached by an address', async () => {
  const visitor = await signIn(http);

  const answer = await visitor.send('GET', '/dashboard/show/note?text=a');

  expect(answer.status).toBe(400);
  expect(answer.page('h1').text()).toBe('"note" with this input changes something.');
});

test('a viewer is refused what only operators may, also by a form of their own making', async () => {
  const visitor = await signIn(http, 'viewer');

  await visitor.send('POST', '/dashboard/act', { csrf: await visitor.csrf(), command: 'note' });
  const { page } = await visitor.send('GET', '/');

  expect(page('.notice').text()).toContain('"note" needs the role operator; you are viewer.');
});

test('whoever signs out is out, also with a cookie they kept', async () => {
  const visitor = await signIn(http);

  const answer = await visitor.send('POST', '/dashboard/sign-out', { csrf: await visitor.csrf() });
  const after = await visitor.send('GET', '/');

  expect(String(answer.headers['set-cookie'])).toMatch(/^shelfwarden=; .*Max-Age=0/);
  expect(after.headers['location']).toBe('/dashboard/sign-in');
});

test('the 21st approval of an hour is refused here as well', async () => {
  await using served = await startServing();
  const visitor = await signIn(served);
  const csrf = await visitor.csrf();
  for (let proposal = 1; proposal <= 21; proposal += 1) {
    await visitor.send('POST', '/dashboard/say', { csrf, line: `approve ${proposal}` });
  }

  const { page } = await visitor.send('GET', '/');

  expect(page('.notice').text()).toContain('More than 20 approvals an hour');
});

test('the API is described on a page', async () => {
  const { status, page } = await (await signIn(http)).send('GET', '/api/docs');

  const rows = page('tbody tr')
    .toArray()
    .map((row) =>
      page(row)
        .find('td')
        .toArray()
        .map((cell) => page(cell).text()),
    );
  expect(status).toBe(200);
  expect(rows).toContainEqual([
    'POST /api/commands/note',
    'Keeps a note Needs the role operator.',
    'text, times',
  ]);
  expect(rows).toContainEqual([
    'GET /api/commands/shelf',
    'Twelve rows in pages Needs the role viewer.',
    'limit, offset, counted',
  ]);
  expect(page('[src^=http], [href^=http]').length).toBe(0);
});

test('a body that is no form is refused as a page', async () => {
  const visitor = await signIn(http);

  const answer = await http.app.inject({
    method: 'POST',
    url: '/dashboard/act',
    headers: { ...visitor.headers, 'content-type': 'application/json' },
    payload: '{}',
  });

  expect(answer.statusCode).toBe(415);
  expect(answer.headers['content-type']).toMatch(/^text\/html/);
});

test('the files of the page are not sent again while they are the same', async () => {
  const first = await http.app.inject({
    url: '/dashboard/live.js',
    headers: { host: 'localhost' },
  });

  const second = await http.app.inject({
    url: '/dashboard/live.js',
    headers: { host: 'localhost', 'if-none-match': String(first.headers.etag) },
  });

  expect([first.statusCode, second.statusCode, second.body]).toEqual([200, 304, '']);
});
