import { expect, test } from 'vitest';
import { isSameIsbn } from '../../src/metadata/isbn.ts';

test.each([
  ['9780061975233', '978-0-06-197523-3', true],
  ['9780061975233', '0061975230', true],
  ['080442957X', '9780804429573', true],
  ['080442957x', '0-8044-2957-X', true],
  ['9780061975233', '9780061975226', false],
  ['9791034752110', '9791034752110', true],
  ['9791034752110', '1034752118', false],
  ['', '', false],
  ['none', 'none', false],
])('%s and %s: %s', (a, b, same) => {
  expect(isSameIsbn(a, b)).toBe(same);
  expect(isSameIsbn(b, a)).toBe(same);
});
