import fc from 'fast-check';
import { expect, test } from 'vitest';
import { plainLine, plainText } from '../../src/command/plain-text.ts';

test.each([
  ['terminal colours', '\u001b[31mred\u001b[0m', 'red'],
  ['a nested sequence', '\u001b[\u001b[31m31mred', ' [31mred'],
  ['a one-byte sequence start', 'a\u009b31mb', 'ab'],
  ['a bell and a backspace', 'a\u0007\bb', 'a b'],
  ['a NUL', 'a\u0000b', 'a b'],
  ['a direction override', 'gnp\u202egpj.exe', 'gnpgpj.exe'],
  ['a byte order mark and zero-width spaces', '\ufeffa\u200bb', 'ab'],
  ['a lone surrogate', 'a\ud800b', 'a\ufffdb'],
  ['carriage returns', 'a\r\nb\rc', 'a\nb\nc'],
  ['a tab', 'a\tb', 'a b'],
  ['hundreds of marks', `e${'\u0301'.repeat(500)}`, `e${'\u0301'.repeat(8)}`],
])('%s cannot do harm', (_name, text, plain) => {
  expect(plainText(text)).toBe(plain);
});

test.each(['Ærø — “naïve” café', 'オズの魔法使い', '👩‍👩‍👧 🇩🇪', 'नमस्ते', 'می‌خواهم'])(
  '"%s" stays as it is',
  (text) => {
    expect(plainText(text)).toBe(text);
  },
);

test('one line has no line breaks', () => {
  expect(plainLine(' a \n b\u2028c ')).toBe('a b c');
});

test('no text keeps a control character or a direction mark', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (text) => {
      expect(plainText(text)).not.toMatch(/[^\P{Cc}\n]|[\u202a-\u202e\u2066-\u2069]|\p{Cs}/u);
    }),
  );
});
