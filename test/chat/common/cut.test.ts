import { expect, test } from 'vitest';
import { clip, cut } from '../../../src/chat/common/cut.ts';

test.each([
  ['abcdef', 6, 'abcdef'],
  ['abcdefg', 6, 'abcde…'],
  ['ab 👩‍👩‍👧‍👦', 6, 'ab…'],
  ['👩‍👩‍👧‍👦', 6, '…'],
  ['éééé'.normalize('NFD'), 6, 'éé…'.normalize('NFD')],
])('%s in %i characters is %s', (text, room, short) => {
  expect(cut(text, room)).toBe(short);
});

test('a text too long to work on is cut and says so', () => {
  expect(clip('x'.repeat(10_000))).toHaveLength(10_000);
  expect(clip('x'.repeat(20_000))).toMatch(/^x{9999}… \(cut: 20000 characters in all\)$/);
});
