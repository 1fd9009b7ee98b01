import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Evidence, fieldNames } from '../../src/metadata/facts.ts';
import { judgeRecord } from '../../src/metadata/record.ts';

const sources = [
  'audible',
  'audnexus',
  'hardcover',
  'google-books',
  'torrent',
  'tags',
  'file-names',
  'opening',
  'library',
  'custom:nas',
];
const names = ['Anna Holt', 'A. Holt', 'Tom Reed', 'Mira Quill', 'Full Cast', 'Podium Audio'];
const valueOf: Record<string, fc.Arbitrary<unknown>> = {
  title: fc.constantFrom(
    'Salt',
    'The Salt',
    'Salt: A Novel',
    'Smoke',
    'Salt 2',
    'Salt (Unabridged)',
  ),
  authors: fc.uniqueArray(fc.constantFrom(...names), { minLength: 1, maxLength: 2 }),
  narrators: fc.uniqueArray(fc.constantFrom(...names), { minLength: 1, maxLength: 3 }),
  series: fc.array(
    fc.record({
      name: fc.constantFrom('The Coast', 'Coast', 'The Sea'),
      sequence: fc.constantFrom('1', '2', '0.5', null),
    }),
    { minLength: 1, maxLength: 2 },
  ),
  publishedYear: fc.constantFrom(1954, 2012),
  asin: fc.constantFrom('B0SALT0001', 'B0SALT0002'),
  durationMinutes: fc.constantFrom(600, 603, 640),
  isAbridged: fc.boolean(),
};
const evidence: fc.Arbitrary<Evidence[]> = fc.uniqueArray(
  fc.constantFrom(...Object.keys(valueOf)).chain((field) =>
    fc.record({
      field: fc.constant(field),
      value: valueOf[field] ?? fc.constant(null),
      source: fc.constantFrom(...sources),
      confidence: fc.double({ min: 0.3, max: 1, noNaN: true }),
      seenAt: fc.constant(new Date(0)),
    }),
  ) as fc.Arbitrary<Evidence>,
  { maxLength: 25, selector: ({ field, source }) => `${field} ${source}` },
);

test('the order in which sources spoke decides nothing', () => {
  fc.assert(
    fc.property(
      evidence.chain((all) =>
        fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length })),
      ),
      ([all, shuffled]) => {
        expect(judgeRecord(shuffled)).toEqual(judgeRecord(all));
      },
    ),
  );
});

/** Nobody is a writer by it, and it is the same all the same. */
const publisherAsAuthor = {
  field: 'authors',
  value: ['Podium Audio'],
  source: 'audible',
  confidence: 0.50625,
  seenAt: new Date(0),
} as const satisfies Evidence;

test('one more source that says the same never makes a value less sure', () => {
  fc.assert(
    fc.property(evidence, fc.constantFrom(...fieldNames), (all, field) => {
      const before = judgeRecord(all).record[field];
      if (!before) return;
      const head = all.find((one) => one.field === field && one.source === before.source);
      if (!head) return;
      const after = judgeRecord([...all, { ...head, source: 'itunes', confidence: 0.9 }]).record[
        field
      ];
      expect(after?.confidence).toBeGreaterThanOrEqual(before.confidence - 1e-9);
    }),
    { examples: [[[publisherAsAuthor], 'authors']] },
  );
});

test("a person's word always wins, and is never asked about again", () => {
  fc.assert(
    fc.property(evidence, (all) => {
      const own = all.map((one): Evidence => ({ ...one, source: 'person', confidence: 1 }));
      const once = [...new Map(own.map((one) => [one.field, one])).values()];
      const { record, conflicts } = judgeRecord([...all, ...once]);
      expect(conflicts).toEqual([]);
      for (const { field, value } of once) {
        expect(record[field]).toMatchObject({ source: 'person', value, confidence: 1 });
      }
    }),
  );
});

test('what nobody says stays unknown, and confidence stays between 0 and 1', () => {
  fc.assert(
    fc.property(evidence, (all) => {
      const { record, completenessPercent } = judgeRecord(all);
      for (const [field, { confidence, source }] of Object.entries(record)) {
        expect(all.some((one) => one.field === field && one.source === source)).toBe(true);
        expect(confidence).toBeGreaterThanOrEqual(0);
        expect(confidence).toBeLessThanOrEqual(1);
      }
      expect(completenessPercent % 10).toBe(0);
    }),
  );
});
