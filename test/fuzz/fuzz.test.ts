import { describe, expect, test } from 'vitest';
import { readMarkdown } from '../../src/ask/read-markdown.ts';
import { kept } from './kept.ts';
import { play } from './play.ts';
import { subjects } from './subjects.ts';

const seed = Number(process.env['FUZZ_SEED'] ?? 1);
const inputs = 2000;

describe(`every reader answers or says that it cannot, for some of the inputs of the bench from seed ${seed} on`, () => {
  test.each(subjects.map((subject) => ({ name: subject.name, subject })))(
    '$name',
    async ({ subject }) => {
      const played = await play(subject, Math.ceil(inputs * subject.share), seed);

      expect(played.failures).toEqual([]);
    },
  );
});

test.each(kept)('what failed once is kept: $failed', ({ subject: name, input }) => {
  const subject = subjects.find((one) => one.name === name);

  expect(subject).toBeDefined();
  expect(() => subject?.read(input)).not.toThrow();
});

test('a reader that fails, lies or changes a prototype is found out', async () => {
  const bad = (read: (input: unknown) => unknown) => ({
    name: 'x',
    share: 1,
    make: () => 'x',
    read,
  });
  const throwing = bad(() => JSON.parse('{'));
  const rejecting = bad(async () => Promise.reject(new TypeError('late')));
  const polluting = bad(() => Object.assign(Object.prototype, { polluted: true }));
  const adding = bad(
    () => void Reflect.defineProperty(Array.prototype, 'new', { value: 1, configurable: true }),
  );

  const played = [];
  for (const subject of [throwing, rejecting, polluting, adding]) {
    played.push((await play(subject, 3, 1)).failures.length);
  }
  Reflect.deleteProperty(Array.prototype, 'new');

  expect(played).toEqual([3, 3, 3, 1]);
  expect('polluted' in {}).toBe(false);
});

test('a note of nothing but line breaks is read, and has no part', () => {
  expect(readMarkdown('\n'.repeat(100_000))).toEqual([]);
});
