import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fitsLost, inOneScript, repaired } from '../../src/library/broken-letters.ts';

test.each<[string, string]>([
  ['GarcÃ­a MÃ¡rquez', 'García Márquez'],
  ['Lionâ€™s Mane', 'Lion’s Mane'],
  ['CafÃƒÂ© Salt', 'Café Salt'],
  ['Ã la carte', 'Ã la carte'],
  ['São Paulo', 'São Paulo'],
  ['Plain Salt', 'Plain Salt'],
])('repairs %j to %j', (text, wanted) => {
  expect(repaired(text)).toBe(wanted);
});

test('what was read in the wrong encoding is repaired, whatever it was', () => {
  fc.assert(
    fc.property(fc.stringMatching(/^[a-zäöüéèñøå ]{1,20}$/), (text) => {
      const misread = Buffer.from(text, 'utf8').toString('latin1');

      expect(repaired(misread)).toBe(text);
    }),
  );
});

test.each<[string, string]>([
  ['Sаlt Rоаd', 'Salt Road'],
  ['Саре Salt', 'Cape Salt'],
  ['Соль', 'Соль'],
  ['Война и мир', 'Война и мир'],
  ['Ὀδύσσεια', 'Ὀδύσσεια'],
])('writes %j as %j', (text, wanted) => {
  expect(inOneScript(text)).toBe(wanted);
});

test.each<[string, string, boolean]>([
  ['garc?a', 'garcia', true],
  ['ren\ufffd ward', 'rene ward', true],
  ['who? me', 'whom me', true],
  ['who? me', 'who me', false],
  ['salt (2?)', 'salt (2x)', false],
  ['salt', 'salt', false],
])('%j may be %j: %s', (text, whole, isLikely) => {
  expect(fitsLost(text, whole)).toBe(isLikely);
});

test('any text can be compared with any other', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), fc.string(), (text, whole) => {
      expect(typeof fitsLost(`a?${text}`, whole)).toBe('boolean');
      expect(typeof inOneScript(repaired(text))).toBe('string');
    }),
  );
});
