import type { BookFacts, Evidence } from '../../src/metadata/facts.ts';

const seenAt = new Date('2026-06-01T00:00:00Z');

/** Evidence in the short form of the tables: `{ tags: { title: 'Salt' } }`; `audible@0.8` is less sure of the book. */
export function evidenceOf(told: Record<string, BookFacts>): Evidence[] {
  return Object.entries(told).flatMap(([who, facts]) => {
    const [source = '', confidence = '1'] = who.split('@');
    return Object.entries(facts).map(
      ([field, value]) =>
        ({ field, value, source, confidence: Number(confidence), seenAt }) as Evidence,
    );
  });
}
