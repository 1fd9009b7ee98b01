import { parseEnv } from 'node:util';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { envLines } from '../../src/wizard/lines.ts';

test('a value comes out of .env as it went in', () => {
  const value = fc
    .string({ unit: fc.constantFrom(...'aZ0 #\'"`\\n\\t$=;:é/'.split('')), maxLength: 20 })
    .filter((text) => !["'", '`'].every((quote) => text.includes(quote)) || !/"|\\n/.test(text));

  fc.assert(
    fc.property(
      value,
      fc.string({ unit: fc.constantFrom('x', 'y', 'z', '%', '+'), maxLength: 5 }),
      (one, two) => {
        const lines = envLines(
          new Map([
            ['ONE', one],
            ['TWO', two],
          ]),
        );

        expect(parseEnv(lines.join('\n'))).toEqual({ ONE: one, TWO: two });
      },
    ),
  );
});

test('plain values stay plain, others are quoted', () => {
  const values = new Map([
    ['QB_URL', 'http://nas:8080'],
    ['QB_PASSWORD', 'two words #1'],
    ['PATH_MAP', 'C:\\downloads=/mnt/downloads'],
  ]);

  expect(envLines(values)).toEqual([
    'QB_URL=http://nas:8080',
    "QB_PASSWORD='two words #1'",
    "PATH_MAP='C:\\downloads=/mnt/downloads'",
  ]);
});

test('what no line can hold is an error, not a wrong line', () => {
  expect(() => envLines(new Map([['ONE', `'"\``]]))).toThrow(/quotes/);
  expect(() => envLines(new Map([['ONE', "\\n`'"]]))).toThrow(/quotes/);
});
