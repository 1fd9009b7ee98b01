import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decodePress, encodePress } from '../../../src/chat/discord/ids.ts';
import { UserError } from '../../../src/errors.ts';

const word = fc.stringMatching(/^[a-z][a-zA-Z0-9]{0,8}$/);
const label = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 8 });

test('an id reads as what it does', () => {
  expect(encodePress({ runs: 'approve', input: { proposal: 12, override: true } })).toBe(
    'v1:approve:proposal=12&override=true',
  );
  expect(
    encodePress({
      runs: 'reject',
      input: { proposal: 12 },
      asks: [{ field: 'reason', label: 'Why?' }],
    }),
  ).toBe('v1:reject:proposal=12:reason=Why?');
});

test('whatever fits into an id comes back as it was', () => {
  fc.assert(
    fc.property(fc.dictionary(word, label, { maxKeys: 2 }), label, (input, question) => {
      const asks = [{ field: 'asked', label: question }];

      const press = decodePress(encodePress({ runs: 'approve', input, asks }, 3));

      const wellFormed = Object.entries(input).map(([name, value]) => [name, value.toWellFormed()]);
      expect(press.input).toEqual(Object.fromEntries(wellFormed));
      expect(press.asks).toEqual([{ field: 'asked', label: question.toWellFormed() }]);
    }),
  );
});

test('labels give way when there is no room for them, the call never', () => {
  const asks = [{ field: 'reason', label: 'A very long question indeed, is it not?' }];

  const id = encodePress({ runs: 'reject', input: { title: 'a'.repeat(60) }, asks });

  expect(decodePress(id).asks).toEqual([{ field: 'reason', label: null }]);
  expect(() => encodePress({ runs: 'reject', input: { title: 'a'.repeat(85) }, asks })).toThrow(
    'a button that runs "reject" carries more than 100 characters of input',
  );
});

test.each([['Approve all'], ['a:b'], [''], ['../x']])(
  '"%s" is no command a button can run',
  (runs) => {
    expect(() => encodePress({ runs, input: {} })).toThrow(RangeError);
  },
);

describe('an id that is not ours', () => {
  test.each([
    'approve:12',
    'v1:approve',
    'v1::proposal=12',
    'v1:approve:proposal',
    'v1:approve:proposal=1=2',
    'v1:approve:proposal=1&proposal=2',
    'v1:reject:reason=a:reason',
    'v1:approve:__proto__=1',
    'v1:approve:proposal=%E0%A4%A',
    'v1:approve:proposal=12:reason:more',
    `v1:approve:title=${'a'.repeat(90)}`,
    'v1.0:approve:proposal=12',
    '',
  ])('%s is refused', (id) => {
    expect(() => decodePress(id)).toThrow('This button does not belong to this bot.');
  });

  test('of another version says so', () => {
    expect(() => decodePress('v2:approve:12')).toThrow('another version of this bot');
  });

  test('is refused by a sentence, whatever it is', () => {
    const anyId = fc.oneof(
      fc.string(),
      fc.string().map((text) => `v1:${text}`),
    );

    fc.assert(
      fc.property(anyId, (id) => {
        const outcome = attempt(() => decodePress(id));

        expect(outcome === null || outcome instanceof UserError).toBe(true);
      }),
    );
  });
});

function attempt(work: () => unknown): unknown {
  try {
    work();
    return null;
  } catch (error) {
    return error;
  }
}
