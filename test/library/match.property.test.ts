import fc from 'fast-check';
import { expect, test } from 'vitest';
import { sameWork, type WorkKey } from '../../src/library/match.ts';

const word = fc.constantFrom('salt', 'road', 'ember', 'winter', 'crown', 'ash', 'fallen', 'river');
const titles = fc
  .tuple(fc.array(word, { minLength: 1, maxLength: 4 }), fc.option(fc.integer({ min: 2, max: 30 })))
  .map(([words, number]) => words.join(' ') + (number === null ? '' : ` ${number}`));
const authors = ['Anna Ward', 'Tom Reed', 'Lucy Maud Hill', 'Brian Moor'] as const;
const place = fc.integer({ min: 1, max: 40 });

const work = fc
  .record({ title: titles, author: fc.constantFrom(...authors), place: fc.option(place) })
  .map(({ title: name, author, place: at }): WorkKey => {
    const series = at === null ? [] : [{ name: 'The Glass Tower', position: String(at) }];
    return { title: name, authors: [author], series };
  });

const accents: Record<string, string> = { a: 'á', e: 'ë', o: 'ô', i: 'í', n: 'ñ' };
const noise = fc.constantFrom<(text: string) => string>(
  (text) => text.toUpperCase(),
  (text) => text.replace(/[aeoin]/g, (letter) => accents[letter] ?? letter),
  (text) => text.replace(/ /g, ' – ').replace(/$/, '!'),
  (text) => text.replace(/ /g, '  '),
  (text) => `The ${text}`,
  (text) => `${text} (Unabridged)`,
  (text) => `${text} [Audiobook]`,
  (text) => `${text}: A Novel`,
  (text) => `“${text}”`,
);

test('noise in a title never changes the answer', () => {
  fc.assert(
    fc.property(work, fc.uniqueArray(noise, { maxLength: 3 }), (wanted, noises) => {
      const title = noises.reduce((text, add) => add(text), wanted.title);
      const noisy = { ...wanted, title };

      expect(sameWork(wanted, noisy).same).toBe(true);
      expect(sameWork(noisy, wanted).same).toBe(true);
    }),
  );
});

test('the place written into the title is as good as the field', () => {
  fc.assert(
    fc.property(work, place, place, (wanted, at, other) => {
      const placed = { ...wanted, series: [{ name: 'Glass Tower', position: String(at) }] };
      const titled = { ...wanted, series: [], title: `${wanted.title} (Glass Tower #${other})` };

      expect(sameWork(placed, titled).same).toBe(at === other);
    }),
  );
});

test('another place in the same series is another work', () => {
  fc.assert(
    fc.property(work, place, place, (wanted, at, other) => {
      const here = { ...wanted, series: [{ name: 'Glass Tower', position: String(at) }] };
      const there = { ...wanted, series: [{ name: 'Glass Tower', position: String(other) }] };

      expect(sameWork(here, there).same).toBe(at === other);
    }),
  );
});

test('another author wrote another work', () => {
  fc.assert(
    fc.property(work, fc.constantFrom(...authors), (wanted, author) => {
      const candidate = { ...wanted, authors: [author] };

      expect(sameWork(wanted, candidate).same).toBe(wanted.authors.includes(author));
    }),
  );
});

test('a title without letters and digits matches nothing, not even itself', () => {
  fc.assert(
    fc.property(fc.stringMatching(/^[^\p{L}\p{N}\p{M}]*$/u), work, (empty, other) => {
      const nameless = { ...other, title: empty };

      expect(sameWork(nameless, nameless).same).toBe(false);
      expect(sameWork(other, nameless).same).toBe(false);
    }),
  );
});

test('any two texts compare the same in both directions, and a refusal says why', () => {
  fc.assert(
    fc.property(fc.string(), fc.string(), (left, right) => {
      const [a, b] = [left, right].map((text) => ({ title: text, authors: ['X Y'], series: [] }));
      if (!a || !b) return;

      const match = sameWork(a, b);

      expect(match.same).toBe(match.reasons.length === 0);
      expect(sameWork(b, a).same).toBe(match.same);
    }),
  );
});
