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
const romans = ['i', 'v', 'x'].flatMap((_, tens) =>
  ['', 'i', 'ii', 'iii', 'iv', 'v', 'vi', 'vii', 'viii', 'ix'].map(
    (ones) => 'x'.repeat(tens) + ones,
  ),
);
const noise = fc.constantFrom<(text: string) => string>(
  (text) => text.toUpperCase(),
  (text) => text.replace(/[aeoin]/g, (letter) => accents[letter] ?? letter),
  (text) => text.normalize('NFD'),
  (text) => text.replace(/[aeo]/g, (letter) => `&#${letter.codePointAt(0)};`),
  (text) => text.replace(/&/g, '&amp;'),
  (text) => text.replace(/ /g, ' – ').replace(/$/, '!'),
  (text) => text.replace(/ /g, '  '),
  (text) => text.replace(/(?<=[a-z])(?=[a-z])/g, '\u200b'),
  (text) => `\u202b${text}\u202c`,
  (text) => text.replace(/ (\d+)$/, (_, number: string) => ` ${romans[Number(number)] ?? number}`),
  (text) => text.replace(/ (\d)$/, ' 0$1'),
  (text) => `The ${text}`,
  (text) => `${text}, The`,
  (text) => `${text} (Unabridged)`,
  (text) => `${text} [Audiobook]`,
  (text) => `${text} [M4B 64kbps]`,
  (text) => `${text}: A Novel`,
  (text) => `“${text}”`,
);

test('noise in a title never changes the answer', () => {
  fc.assert(
    fc.property(work, fc.uniqueArray(noise, { maxLength: 2 }), (wanted, noises) => {
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

test('a changed number in the title never leaves it the same work', () => {
  fc.assert(
    fc.property(work, place, place, (wanted, number, other) => {
      const [one, two] = [number, other].map((n) => ({ ...wanted, title: `${wanted.title} ${n}` }));

      expect(one && two && sameWork(one, two).same).toBe(number === other);
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

test('no word more or less leaves it the same work without more evidence', () => {
  fc.assert(
    fc.property(work, word, (wanted, extra) => {
      const longer = { ...wanted, series: [], title: `${extra} ${wanted.title} ${extra}` };

      expect(sameWork({ ...wanted, series: [] }, longer).same).toBe(false);
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

const pieces = fc.constantFrom(
  'Salt',
  'Ember',
  'book',
  'Book 3',
  'vol. 2',
  '#4',
  '3',
  'iv',
  'part 2',
  ':',
  ' - ',
  ', ',
  '(',
  ')',
  '[',
  ']',
  '/',
  ';',
  ' by ',
  'Anna Ward',
  'the',
  'a novel',
  'edition',
  'summary',
  '&amp;',
  'unabridged',
  'series',
  '\u200b',
  '\u0301',
  'é',
  '芥川',
  '½',
  '  ',
  '1984',
  '12.5',
  '1-3',
  '’',
);
const anyTitle = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc.array(pieces, { maxLength: 14 }).map((parts) => parts.join(' ')),
  fc.array(pieces, { maxLength: 14 }).map((parts) => parts.join('')),
  fc.tuple(pieces, fc.integer({ min: 1, max: 400 })).map(([piece, times]) => piece.repeat(times)),
);
const anySeries = fc.array(
  fc.record({
    name: fc.constantFrom('Ember', 'The Ember Saga', 'Salt', '', '#', 'Lands: Ember'),
    position: fc.option(fc.constantFrom('1', '3', '2.5', '1-3', '3p1', '?', '1, 2', '0,5 - 7')),
  }),
  { maxLength: 3 },
);
const anyWork = fc.record<WorkKey>({
  title: anyTitle,
  authors: fc.array(fc.oneof(fc.constantFrom('Anna Ward', 'Ward, Anna', 'Ward'), fc.string())),
  series: anySeries,
  asin: fc.option(fc.constantFrom('B0EXAMPLE1', 'B0EXAMPLE2')),
  durationSeconds: fc.option(fc.constantFrom(0, 3600, 36_000)),
});

test('any two works compare the same in both directions, and a refusal says why', () => {
  fc.assert(
    fc.property(anyWork, anyWork, (a, b) => {
      const match = sameWork(a, b);
      const back = sameWork(b, a);

      expect(match.same).toBe(match.reasons.length === 0);
      expect(match.unsure).toBe(match.reasons.some(({ rule }) => rule === 'unsure-work'));
      expect([match.same, match.covers, match.unsure].filter(Boolean).length).toBeLessThan(2);
      expect([back.same, back.unsure]).toEqual([match.same, match.unsure]);
    }),
    { numRuns: 400 },
  );
});
