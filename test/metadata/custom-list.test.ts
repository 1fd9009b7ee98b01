import fc from 'fast-check';
import { expect, test } from 'vitest';
import { loadConfig } from '../../src/config.ts';
import { readCustomList } from '../../src/metadata/custom-list.ts';

test('entries have a name, an address, a weight and what is sent as Authorization', () => {
  const text = 'polish https://a.example/books 0.7 Bearer abc def; plain http://127.0.0.1:9/x ;';

  expect(readCustomList(text)).toEqual([
    {
      name: 'polish',
      url: 'https://a.example/books',
      weight: 0.7,
      authorization: 'Bearer abc def',
    },
    { name: 'plain', url: 'http://127.0.0.1:9/x', weight: 0.5, authorization: null },
  ]);
  expect(readCustomList('')).toEqual([]);
});

test.each([
  'Polish https://a.example',
  'polish a.example',
  'polish ftp://a.example',
  'polish https://user:secret@a.example',
  'polish https://a.example heavy',
  'polish https://a.example 2',
  'one https://a.example; one https://b.example',
])('%s is refused with a sentence', (text) => {
  expect(() => readCustomList(text)).toThrow(/must be|twice/);
});

test('whatever is typed before it, a refusal does not tell what stands as Authorization', () => {
  fc.assert(
    fc.property(fc.string(), (start) => {
      const refused = () => readCustomList(`${start} https://a.example 9 hidden-key-31`);

      expect(refused).toThrow(Error);
      expect(refused).not.toThrow('hidden-key-31');
    }),
  );
});

test('the configuration knows an authorization as a secret, unless it is a short word for all', () => {
  const METADATA_PROVIDERS =
    'a https://a.example 0.7 Bearer hidden-key-31; b https://b.example 1 abs';

  const { secrets } = loadConfig({ METADATA_PROVIDERS });

  expect(secrets).toContain('hidden-key-31');
  expect(secrets).not.toContain('abs');
  expect(() => loadConfig({ METADATA_PROVIDERS: 'polish' })).toThrow(/METADATA_PROVIDERS: must be/);
  expect(() => loadConfig({ METADATA_SOURCES: 'audible,goodreads' })).toThrow(/METADATA_SOURCES/);
});
