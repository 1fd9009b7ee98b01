import { expect, onTestFinished, test } from 'vitest';
import { createCovers } from '../../../src/clients/covers/index.ts';
import { createHosts } from '../../../src/clients/covers/hosts.ts';
import { drawCover } from '../../../src/sandbox/cover.ts';
import { type SandboxAnswer, serve, text } from '../../../src/sandbox/http.ts';

const png = drawCover('Ozma');
const pngAnswer: SandboxAnswer = {
  status: 200,
  headers: { 'content-type': 'image/png' },
  body: png,
};

/** A catalogue whose one cover is answered so, and the client that may fetch from it. */
async function openCatalogue(answer: SandboxAnswer) {
  const server = await serve({
    notFound: text('Not Found', 404),
    routes: [
      { kind: 'cover', method: 'GET', path: '/1.jpg', answer: () => answer },
      { kind: 'other', method: 'GET', path: '/2.jpg', answer: () => pngAnswer },
    ],
  });
  onTestFinished(server.stop);
  const covers = createCovers({ catalogueUrl: server.url, userAgent: 'test' });
  return { server, fetch: () => covers.fetch(`${server.url}/1.jpg`), covers };
}

test('a cover comes with what it is', async () => {
  const { fetch } = await openCatalogue(pngAnswer);

  expect(await fetch()).toEqual({ bytes: png, type: 'image/png' });
});

test.each([
  ['https://m.media-amazon.com/images/I/51x._SL500_.jpg', true],
  ['https://images-eu.ssl-images-amazon.com/images/I/51x.jpg', true],
  ['https://api.audible.com/covers/1.jpg', true],
  ['http://m.media-amazon.com/1.jpg', false],
  ['https://m.media-amazon.com:8443/1.jpg', false],
  ['https://user:key@m.media-amazon.com/1.jpg', false],
  ['https://evilmedia-amazon.com/1.jpg', false],
  ['https://media-amazon.com.evil.example/1.jpg', false],
  ['http://api.audible.com/1.jpg', false],
  ['http://169.254.169.254/latest/meta-data', false],
  ['http://127.0.0.1:8000/api', false],
  ['file:///etc/passwd', false],
])('%s may be fetched: %s', (address, isAllowed) => {
  expect(createHosts('https://api.audible.com')(new URL(address))).toBe(isAllowed);
});

test.each(['', 'not an address', 'http://127.0.0.1:1/secret', 'https://evil.example/1.jpg'])(
  'no request goes to "%s"',
  async (address) => {
    const { covers, server } = await openCatalogue(pngAnswer);

    await expect(covers.fetch(address)).rejects.toMatchObject({ kind: 'refused' });
    expect(server.requests).toEqual([]);
  },
);

const redirect = (location: string): SandboxAnswer => ({
  status: 302,
  headers: { location },
  body: '',
});

test('a redirect is followed to a host that may be asked, and to no other', async () => {
  const outside = await openCatalogue(pngAnswer);

  const near = await openCatalogue(redirect('/2.jpg'));
  const far = await openCatalogue(redirect(`${outside.server.url}/1.jpg`));
  const endless = await openCatalogue(redirect('/1.jpg'));
  const sly = await openCatalogue(redirect('///evil.example/1.jpg'));

  expect((await near.fetch()).type).toBe('image/png');
  await expect(far.fetch()).rejects.toMatchObject({ kind: 'refused' });
  await expect(endless.fetch()).rejects.toMatchObject({ kind: 'unexpected' });
  await expect(sly.fetch()).rejects.toMatchObject({ kind: 'refused' });
  expect(outside.server.requests).toEqual([]);
  expect(endless.server.requests).toHaveLength(4);
});

const typed = (type: string, body: Buffer | string): SandboxAnswer => ({
  status: 200,
  headers: { 'content-type': type },
  body,
});

test.each([
  ['a page', typed('text/html', '<html>'), 'unexpected'],
  ['a page called a picture', typed('image/png', '<html>'), 'unexpected'],
  ['a picture called a page', typed('text/html', png), 'unexpected'],
  ['a picture called another', typed('image/jpeg', png), 'unexpected'],
  ['a drawing that can run code', typed('image/svg+xml', '<svg onload="x()"/>'), 'unexpected'],
  [
    'more than two megabytes',
    typed('image/png', Buffer.concat([png, Buffer.alloc(3e6)])),
    'unexpected',
  ],
  ['nothing', typed('image/png', ''), 'unexpected'],
  ['an error', text('no', 404), 'refused'],
  ['a fault', text('no', 500), 'unreachable'],
])('%s is no cover', async (_name, answer, kind) => {
  const { fetch } = await openCatalogue(answer);

  await expect(fetch()).rejects.toMatchObject({ service: 'audible', kind });
});
