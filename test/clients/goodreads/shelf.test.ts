import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { createGoodreads } from '../../../src/clients/goodreads/index.ts';

/** A server that notes what it is asked and answers with a status. */
async function serve(status: number) {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    asked.push(request.url ?? '');
    response.writeHead(status, { location: 'http://127.0.0.1:1/' }).end('<rss/>');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  const baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return { asked, goodreads: createGoodreads({ baseUrl, userAgent: 'test' }) };
}

const feed = 'https://www.goodreads.com/review/list_rss/7-mia?key=k&shelf=to-read&order=x';

test('the feed of a shelf is asked for with its key, its shelf and a page, and nothing else', async () => {
  const { asked, goodreads } = await serve(200);

  expect(await goodreads.shelfPage(feed, 2)).toBe('<rss/>');
  expect(asked).toEqual(['/review/list_rss/7-mia?key=k&shelf=to-read&page=2']);
});

test.each([
  'https://www.goodreads.com/user/show/7',
  'https://www.goodreads.com.evil.net/review/list_rss/7',
  'https://goodreads.evil/review/list_rss/7',
  'http://www.goodreads.com/review/list_rss/7',
  'https://www.goodreads.com:444/review/list_rss/7',
  'http://169.254.169.254/review/list_rss/7',
  'file:///etc/passwd',
  'no address',
])('%s is refused without asking anybody', async (address) => {
  const { asked, goodreads } = await serve(200);

  await expect(goodreads.shelfPage(address, 1)).rejects.toMatchObject({ kind: 'refused' });
  expect(asked).toEqual([]);
});

test.each([302, 404])(
  'an answer of %d is an error, and no redirect is followed',
  async (status) => {
    const { asked, goodreads } = await serve(status);

    await expect(goodreads.shelfPage(feed, 1)).rejects.toMatchObject({ service: 'goodreads' });
    expect(asked).toHaveLength(1);
  },
);
