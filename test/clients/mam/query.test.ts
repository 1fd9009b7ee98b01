import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { releaseBody, searchBody, searchText } from '../../../src/clients/mam/query.ts';

describe('searchText', () => {
  test.each<[string, string[], string[], string]>([
    ['a title', ['Salt Orchard'], [], '@title ("Salt Orchard")'],
    ['title and author', ['Ferry'], ['Mira Roe'], '@title ("Ferry") @author ("Mira Roe")'],
    ['a batch', ['Ferry', 'Tide'], ['Mira Roe'], '@title ("Ferry"|"Tide") @author ("Mira Roe")'],
    ['a title twice', ['Ferry', 'Ferry'], [], '@title ("Ferry")'],
    ['a subtitle', ['Ferry: A Crossing'], [], '@title ("Ferry"|"Ferry A Crossing")'],
    ['brackets at the end', ['Ferry (Unabridged) [Audio]'], [], '@title ("Ferry")'],
    ['brackets alone', ['(Un)'], [], '@title ("Un")'],
    ['and', ['Salt and Sand'], [], '@title ("Salt and Sand"|"Salt Sand")'],
    ['an ampersand', ['Salt & Sand'], [], '@title ("Salt and Sand"|"Salt Sand")'],
    ['an apostrophe', ["Fox's Glove"], [], '@title ("Fox\'s Glove")'],
    ['a curly apostrophe', ['Fox’s Glove'], [], '@title ("Fox\'s Glove")'],
    ['initials', ['Ferry'], ['A. B. C. Roe'], '@title ("Ferry") @author ("A B C Roe"|"ABC Roe")'],
    [
      'other scripts',
      ['Переправа'],
      ['Łucja Çelik'],
      '@title ("Переправа") @author ("Łucja Çelik")',
    ],
    ['an author of signs', ['Ferry'], ['???'], '@title ("Ferry")'],
    ['a title of signs in a batch', ['???', 'Ferry'], [], '@title ("Ferry")'],
    ['operators', ['^Fer*ry$ @author ("x") | -Tide/2 \\'], [], '@title ("Fer ry author x Tide 2")'],
  ])('searches for %s', (_name, titles, authors, expected) => {
    expect(searchText({ titles, authors })).toBe(expected);
  });

  test.each([[[]], [['']], [['!?', "'''"]]])('has nothing to search for in %j', (titles) => {
    expect(searchText({ titles, authors: ['Mira Roe'] })).toBeNull();
  });

  test('never lets a title or an author out of its quotes', () => {
    const operators = fc.constantFrom(
      ...Array.from('"\'|()@*^$!-~=<>/\\&[]{}: '),
      'MAYBE',
      'NEAR',
      'é',
      '\ud800',
    );
    const text = fc.oneof(
      fc.string({ unit: operators }),
      fc.string({ unit: 'binary' }),
      fc.string(),
    );
    const words = fc.record({
      titles: fc.array(text, { minLength: 1, maxLength: 4 }),
      authors: fc.array(text, { maxLength: 3 }),
    });
    const phrase = `"[\\p{L}\\p{M}\\p{N}' ]+"`;
    const list = `\\(${phrase}(\\|${phrase})*\\)`;
    const grammar = new RegExp(`^@title ${list}( @author ${list})?$`, 'u');

    fc.assert(
      fc.property(words, (wanted) => {
        expect(searchText(wanted) ?? '@title ("nothing")').toMatch(grammar);
      }),
      { numRuns: 500 },
    );
  });
});

describe('searchBody', () => {
  test('searches all audiobooks from the start by default', () => {
    expect(searchBody({ text: 'ferry' })).toEqual({
      perpage: 100,
      description: 'true',
      isbn: 'true',
      mediaInfo: 'true',
      tor: {
        text: 'ferry',
        srchIn: ['title', 'author', 'narrator', 'series'],
        searchType: 'all',
        searchIn: 'torrents',
        main_cat: [13],
        cat: ['0'],
        sortType: 'default',
        startNumber: 0,
      },
    });
  });

  test('carries every choice of the caller', () => {
    const { perpage, tor } = searchBody({
      text: '',
      searchIn: ['title'],
      languageIds: [1, 37],
      categoryIds: [41, 47],
      searchType: 'fl-VIP',
      sort: 'dateDesc',
      perPage: 25,
      start: 50,
    });

    expect(perpage).toBe(25);
    expect(tor).toEqual({
      text: '',
      srchIn: ['title'],
      browse_lang: [1, 37],
      cat: ['41', '47'],
      searchType: 'fl-VIP',
      searchIn: 'torrents',
      sortType: 'dateDesc',
      startNumber: 50,
    });
  });

  test('never sends an empty list of languages or categories', () => {
    const { tor } = searchBody({ text: 'ferry', languageIds: [], categoryIds: [] });

    expect(tor).not.toHaveProperty('browse_lang');
    expect(tor.cat).toEqual(['0']);
  });

  test.each([
    [1, 5],
    [5, 5],
    [100, 100],
    [1000, 100],
  ])('asks for %i rows a page as %i', (perPage, expected) => {
    expect(searchBody({ text: '', perPage }).perpage).toBe(expected);
  });
});

test('one torrent is asked for by its id among all categories', () => {
  expect(releaseBody({ id: 70012 })).toEqual({
    perpage: 5,
    description: 'true',
    isbn: 'true',
    mediaInfo: 'true',
    tor: { id: 70012, searchType: 'all', searchIn: 'torrents', cat: ['0'], startNumber: 0 },
  });
});
