import { expect, test } from 'vitest';
import { UserError } from '../../src/errors.ts';
import { categoryIds } from '../../src/releases/categories.ts';

test.each<[string, number[]]>([
  ['41', [41]],
  [' 900 ', [900]],
  ['fantasy', [41]],
  ['Urban Fantasy', [108]],
  ['sci fi', [47]],
  ['crime', [40, 100]],
  ['self help', [53]],
  ['ADVENTURE', [39, 89]],
])('by the category "%s" a person means %j', (text, ids) => {
  expect(categoryIds(text)).toEqual(ids);
});

test.each(['', ' ', 'nonsense', '-1', 'fantasy nonsense'])(
  'there is no category "%s", and the answer says which there are',
  (text) => {
    expect(() => categoryIds(text)).toThrow(UserError);
    expect(() => categoryIds(text)).toThrow(`has no audiobook category "${text.trim()}"`);
  },
);
