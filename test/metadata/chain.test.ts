import { expect, test } from 'vitest';
import { inOrder, isWorthAsking } from '../../src/metadata/chain.ts';
import type { BookFacts, FieldName } from '../../src/metadata/facts.ts';
import type { MetadataProvider } from '../../src/metadata/provider.ts';
import { saltRoad } from './books.ts';

function provider(name: string, weight = 1, answers: FieldName[] = ['title']): MetadataProvider {
  return { name, weight, answers, canAsk: ({ asin }) => Boolean(asin), look: async () => [] };
}

test('custom providers are asked by weight, then the built-in ones in the order of the setting', () => {
  const known = ['audible', 'custom:light', 'itunes', 'audnexus', 'custom:heavy'].map((name) =>
    provider(name, name === 'custom:heavy' ? 0.9 : 0.2),
  );

  const names = inOrder(known, ['audnexus', 'audible', 'hardcover']).map(({ name }) => name);

  expect(names).toEqual(['custom:heavy', 'custom:light', 'audnexus', 'audible']);
});

const wanted: FieldName[] = ['title', 'narrators'];
const full: BookFacts = { title: 'The Salt Road', narrators: ['Mira Quill'] };

test.each<[string, BookFacts[], number, FieldName[], boolean]>([
  ['nobody told anything', [], 2, ['title'], true],
  ['one of two told it', [full], 2, ['title'], true],
  ['two told all', [full, full], 2, ['title', 'narrators'], false],
  ['one told all and one is enough', [full], 1, ['title', 'narrators'], false],
  ['only the narrator is open', [full, { title: 'x' }], 2, ['title'], false],
  ['only the narrator is open and it knows', [full, { title: 'x' }], 2, ['narrators'], true],
  ['it knows nothing that is wanted', [], 2, ['coverUrl'], false],
])('when %s', (_, told, agreement, answers, worth) => {
  const one = provider('audible', 1, answers);

  expect(isWorthAsking(one, saltRoad, { told, wanted, agreement })).toBe(worth);
});

test('who has nothing to ask by is not asked', () => {
  const progress = { told: [], wanted, agreement: 2 };

  expect(isWorthAsking(provider('audnexus'), { ...saltRoad, asin: null }, progress)).toBe(false);
});
