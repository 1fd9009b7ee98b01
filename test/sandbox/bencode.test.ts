import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Bencoded, bdecode, bencode } from '../../src/sandbox/bencode.ts';

test('dictionary keys are written in byte order', () => {
  expect(bencode({ b: 1, a: ['x', -2], é: '' }).toString()).toBe('d1:al1:xi-2ee1:bi1e2:é0:e');
});

test('what was written is read again', () => {
  const bytes = fc.uint8Array().map((value) => Buffer.from(value));
  const { value } = fc.letrec<{ value: Bencoded }>((tie) => ({
    value: fc.oneof(
      { maxDepth: 4 },
      fc.integer(),
      bytes,
      fc.array(tie('value'), { maxLength: 4 }),
      fc.dictionary(fc.string(), tie('value'), { maxKeys: 4, noNullPrototype: true }),
    ),
  }));

  fc.assert(
    fc.property(value, (one) => {
      expect(bdecode(bencode(one))).toEqual(one);
    }),
  );
});

test('any other bytes are a SyntaxError', () => {
  const outcomeOf = (bytes: Buffer) => {
    try {
      return typeof bdecode(bytes);
    } catch (error) {
      return error instanceof SyntaxError ? 'refused' : error;
    }
  };
  const bytes = fc.oneof(fc.uint8Array(), fc.stringMatching(/^[dlie0-9:]{0,40}$/));

  fc.assert(
    fc.property(bytes, (one) => {
      expect(['refused', 'object', 'number']).toContain(outcomeOf(Buffer.from(one)));
    }),
  );
});
