import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readRequest } from '../../src/wishlist/read-request.ts';

test.each([
  ['17', { kind: 'number', number: 17 }],
  ['#17', { kind: 'number', number: 17 }],
  ['mam 812345', { kind: 'tracker', id: 812345 }],
  ['tracker:812345', { kind: 'tracker', id: 812345 }],
  ['https://www.myanonamouse.net/t/812345', { kind: 'tracker', id: 812345 }],
  ['<https://www.myanonamouse.net/t/812345/>', { kind: 'tracker', id: 812345 }],
  ['https://www.myanonamouse.net/tor/download.php?tid=9', { kind: 'tracker', id: 9 }],
  ['B002V1A0WE', { kind: 'asin', asin: 'B002V1A0WE' }],
  ['asin: b002v1a0we', { kind: 'asin', asin: 'B002V1A0WE' }],
  [
    'https://www.audible.co.uk/pd/A-Book-Audiobook/B002V1A0WE?qid=1',
    { kind: 'asin', asin: 'B002V1A0WE' },
  ],
  ['https://www.amazon.de/dp/B002V1A0WE', { kind: 'asin', asin: 'B002V1A0WE' }],
  ['978-0-306-40615-7', { kind: 'isbn', isbn: '9780306406157' }],
  ['ISBN 0-306-40615-2', { kind: 'isbn', isbn: '0306406152' }],
  [
    'https://www.goodreads.com/book/show/12-the-salt-road',
    { kind: 'page', site: 'Goodreads', title: 'the salt road' },
  ],
  [
    'https://www.goodreads.com/en/book/show/12.The_Salt_Road?from=x',
    { kind: 'page', site: 'Goodreads', title: 'The Salt Road' },
  ],
  [
    'https://hardcover.app/books/the-salt-road',
    { kind: 'page', site: 'Hardcover', title: 'the salt road' },
  ],
  ['https://www.goodreads.com/book/show/12', { kind: 'strange-link', host: 'www.goodreads.com' }],
  [
    'https://audible.com.evil.net/pd/B002V1A0WE',
    { kind: 'strange-link', host: 'audible.com.evil.net' },
  ],
  [
    'The Salt Road by Anna Ward',
    {
      kind: 'words',
      title: 'The Salt Road by Anna Ward',
      split: { title: 'The Salt Road', author: 'Anna Ward' },
    },
  ],
  [
    'Death by Water by Li Wei',
    {
      kind: 'words',
      title: 'Death by Water by Li Wei',
      split: { title: 'Death by Water', author: 'Li Wei' },
    },
  ],
  ['1984', { kind: 'number', number: 1984 }],
  ['The Salt Road', { kind: 'words', title: 'The Salt Road', split: null }],
  ['9780306406158', { kind: 'words', title: '9780306406158', split: null }],
] as const)('reads %s', (text, asked) => {
  expect(readRequest(text)).toEqual(asked);
});

test('whatever is typed is read as something, and an address never as a title', () => {
  const address = fc.webUrl({ withQueryParameters: true });

  fc.assert(
    fc.property(fc.oneof(fc.string({ unit: 'binary' }), address), (text) => {
      const asked = readRequest(text);
      if (asked.kind !== 'words') return;
      expect(asked.title).toBe(text.trim());
      expect(text).not.toMatch(/^https?:\/\/\w/);
    }),
  );
});

test('an ISBN with one wrong digit is none', () => {
  fc.assert(
    fc.property(fc.nat(12), fc.integer({ min: 1, max: 9 }), (place, more) => {
      const digits = '9780306406157'.split('').map(Number);
      digits[place] = ((digits[place] ?? 0) + more) % 10;
      expect(readRequest(digits.join('')).kind).not.toBe('isbn');
    }),
  );
});
