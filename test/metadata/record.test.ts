import { describe, expect, test } from 'vitest';
import type { FieldName } from '../../src/metadata/facts.ts';
import { judgeRecord } from '../../src/metadata/record.ts';
import { evidenceOf } from './evidence-rows.ts';
import { place, read, tables } from './record-rows.ts';

for (const [field, rows] of Object.entries(tables)) {
  describe(`the ${field} of a book`, () => {
    test.each(rows)('%s', (_, told, source, asks) => {
      const { record, conflicts } = judgeRecord(evidenceOf(told));

      expect(record[field as FieldName]?.source ?? null).toBe(source);
      expect(conflicts.some((one) => one.field === field)).toBe(asks === 'asks');
    });
  });
}

test('the tables have rows enough', () => {
  expect(Object.values(tables).flat().length).toBeGreaterThanOrEqual(60);
});

test('a place in a series that the strongest source leaves open is told by the next one', () => {
  const { record } = judgeRecord(
    evidenceOf({ audible: place('The Coast'), tags: place('Coast', '2') }),
  );

  expect(record.series).toMatchObject({
    value: [{ name: 'The Coast', sequence: '2' }],
    agreeing: ['tags'],
  });
});

test('a conflict names the values, who stands for each and how sure that is', () => {
  const { conflicts, record } = judgeRecord(
    evidenceOf({ audible: read('Mira Quill'), 'torrent@0.9': read('Tom Reed') }),
  );

  expect(conflicts).toEqual([
    {
      field: 'narrators',
      choices: [
        { value: ['Mira Quill'], sources: ['audible'], score: 0.85 },
        { value: ['Tom Reed'], sources: ['torrent'], score: expect.closeTo(0.675) as number },
      ],
    },
  ]);
  expect(record.narrators?.confidence).toBeCloseTo(0.85 - 0.675 / 2);
});

test('ten fields make a record complete', () => {
  const all = {
    title: 'Salt',
    authors: ['Anna Holt'],
    series: [{ name: 'The Coast', sequence: '2' }],
    isbn: '9780261103573',
    asin: 'B0SALT0001',
    publisher: 'Tantor',
    publishedYear: 2012,
    durationMinutes: 600,
    description: 'Salt and smoke.',
  };
  const { completenessPercent, missing } = judgeRecord(evidenceOf({ audible: all }));
  const part = judgeRecord(evidenceOf({ tags: { title: 'Salt', ...place('The Coast') } }));

  expect([completenessPercent, missing]).toEqual([100, []]);
  expect(part.completenessPercent).toBe(20);
  expect(part.missing).toEqual([
    'author',
    'series number',
    'ISBN',
    'ASIN',
    'publisher',
    'published year',
    'duration',
    'description',
  ]);
});
