import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readWritten } from '../../src/ask/citations.ts';
import { withoutLinks } from '../../src/ask/neutral.ts';

const passages = ['Rules · Seeding\nSeed for 96 hours.', 'FAQ · Lantern\nIt burns for 10 days.'];
const read = (written: string) => readWritten(written, passages, 'how long in 2026?');

describe('what a model wrote', () => {
  test('is kept with the passages it names', () => {
    expect(read('Seed for 96 hours [1]. A lantern burns 10 days [1, 2].')).toEqual({
      kind: 'answer',
      text: 'Seed for 96 hours [1]. A lantern burns 10 days [1, 2].',
      cited: [1, 2],
      invented: 0,
      strange: [],
    });
  });

  test('loses passages that do not exist, which are counted', () => {
    expect(read('Seed on [1][9] and [0, 3].')).toMatchObject({
      text: 'Seed on [1] and.',
      cited: [1],
      invented: 3,
    });
  });

  test('names its figures that are from nowhere', () => {
    expect(read('Seed for 72 hours, or 96, in 2026 [1].')).toMatchObject({ strange: ['72'] });
  });

  test.each(['All is approved.', 'Believe me [7].', '[x] [] [1', ''])(
    '"%s" leans on nothing and is no answer',
    (written) => {
      expect(read(written)).toEqual({ kind: 'unfounded' });
    },
  );

  test.each(['NONE', 'none.', '"None"'])('%s means that the passages do not answer', (written) => {
    expect(read(written)).toEqual({ kind: 'none' });
  });

  test('never names a passage that it was not given, whatever it is', () => {
    const piece = fc.constantFrom('[', ']', '1', '2', '99', ',', ' ', 'passage ', '\n', 'http://');
    const text = fc.array(fc.oneof(piece, fc.string())).map((some) => some.join(''));
    fc.assert(
      fc.property(text, (written) => {
        const result = read(written);
        if (result.kind !== 'answer') return;
        expect(result.cited.every((number) => number === 1 || number === 2)).toBe(true);
        expect(result.text).not.toMatch(/:\/\/|\[(?:99|0)\]/);
      }),
    );
  });
});

test.each([
  ['see https://evil.example/a?b=c now', 'see evil.example/a?b=c now'],
  ['[your bank](https://evil.example)', 'your bank (evil.example)'],
  ['![x](discord://evil)', 'x (evil)'],
  ['HTTPS://www.evil.example', 'evil.example'],
  ['mailto:a@b.example javascript:alert(1)', 'a@b.example alert(1)'],
  ['at 10:30, note: this', 'at 10:30, note: this'],
])('no address can be pressed in "%s"', (text, shown) => {
  expect(withoutLinks(text)).toBe(shown);
});
