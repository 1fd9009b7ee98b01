import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { english } from '../../src/conversation/english/index.ts';
import { understand } from '../../src/conversation/match.ts';
import { held } from '../labels/language/held.ts';
import {
  commands,
  isRight,
  type Labelled,
  meaningOf,
  names,
  options,
  readLabels,
  vocabulary,
} from '../labels/language/label.ts';
import { tuned } from '../labels/language/tuned.ts';

const share = (labels: readonly Labelled[]) =>
  labels.filter((labelled) => isRight(labelled, meaningOf(labelled))).length / labels.length;

test('of the labelled utterances 95 % are understood, of those that no rule was made by, too', () => {
  const parts = [readLabels(tuned), readLabels(held)];

  expect(parts.flat().length).toBeGreaterThanOrEqual(300);
  expect(parts[1]?.length).toBeGreaterThanOrEqual(120);
  expect(parts.map(share).filter((one) => one < 0.95)).toEqual([]);
});

/** The first thing people say for a command, with something in every field. */
const fieldTexts: Record<string, string> = {
  series: 'Discworld',
  author: 'Terry Pratchett',
  text: '"Small Gods"',
  question: '"rename seeded files"',
  title: '"Oathbringer"',
  book: 'Oathbringer',
  gap: 'Mort',
  job: 'top10',
  command: 'vip',
  name: 'MAX_GB',
  value: '20',
  days: '3 days',
  until: '3 days',
  code: '482913',
};

describe('every command can be reached by what people say for it', () => {
  test('or is only pressed, which its empty list says', () => {
    expect([...commands.keys()].filter((name) => english.says[name] === undefined)).toEqual([]);
    expect(Object.keys(english.says).filter((name) => !commands.has(name))).toEqual([]);
  });

  const said = Object.entries(english.says).filter(([, { lines }]) => lines.length > 0);
  test.each(said.map(([name, { lines }]) => [name, lines[0] ?? ''] as const))(
    '%s',
    (name, line) => {
      const utterance = (line.split(' -> ')[0] ?? '').replaceAll(
        /\{(\w+)\}/g,
        (_, field: string) => fieldTexts[field] ?? '12',
      );

      const meaning = understand(utterance, { vocabulary, commands, names, state: null, options });

      expect(meaning).toMatchObject({ kind: 'calls', calls: [{ command: name }] });
    },
  );
});

test('whatever is said, it is read without failing and every call has the form of its command', () => {
  const words = fc.constantFrom(
    ...Object.values(english.says).flatMap(({ lines }) => lines.join(' ').split(/\s+/)),
    ...names.map(({ name }) => name),
  );
  const utterance = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 60 }),
    fc.array(words, { maxLength: 12 }).map((some) => some.join(' ')),
  );

  const check = () =>
    fc.assert(
      fc.property(utterance, (text) => {
        const meaning = understand(text, { vocabulary, commands, names, state: null, options });
        const calls =
          meaning.kind === 'calls'
            ? meaning.calls
            : meaning.kind === 'unsure'
              ? meaning.readings
              : [];
        return calls.every(
          ({ command, input }) => commands.get(command)?.input.safeParse(input).success,
        );
      }),
      { numRuns: 300 },
    );

  expect(check).not.toThrow();
});
