import { expect, test } from 'vitest';
import { readEvidence, recordEvidence } from '../../src/metadata/evidence.ts';
import { useDatabase } from '../support/use-database.ts';

const { em } = useDatabase();
const monday = new Date('2026-11-02T10:00:00Z');
const tuesday = new Date('2026-11-03T10:00:00Z');

async function aBook(): Promise<number> {
  const [row] = await em().execute<{ id: number }[]>(
    `insert into books (abs_id, title, seen_at) values (gen_random_uuid()::text, 'The Salt Road', now()) returning id`,
  );
  return row?.id ?? 0;
}

test('what a source says replaces what it said before, and what it no longer says is gone', async () => {
  const bookId = await aBook();
  await recordEvidence(
    em(),
    bookId,
    { title: 'Salt Road', narrators: ['Mira Quill'], isAbridged: false },
    { source: 'tags', confidence: 0.9, seenAt: monday },
  );

  await recordEvidence(
    em(),
    bookId,
    { title: 'The Salt Road', series: [{ name: 'The Coast', sequence: '0.5' }], genres: [] },
    { source: 'tags', confidence: 0.8, seenAt: tuesday },
  );

  const rows = await readEvidence(em(), bookId);
  expect(new Map(rows.map((row) => [row.field, row.value]))).toEqual(
    new Map<string, unknown>([
      ['title', 'The Salt Road'],
      ['series', [{ name: 'The Coast', sequence: '0.5' }]],
    ]),
  );
  expect(rows[0]).toMatchObject({ source: 'tags', confidence: 0.8, seenAt: tuesday });
});

test('sources do not touch each other', async () => {
  const bookId = await aBook();
  const told = { confidence: 1, seenAt: monday };
  await recordEvidence(em(), bookId, { title: 'A' }, { source: 'tags', ...told });
  await recordEvidence(em(), bookId, { title: 'B' }, { source: 'audnexus', ...told });

  await recordEvidence(em(), bookId, {}, { source: 'tags', ...told });

  expect((await readEvidence(em(), bookId)).map((row) => row.source)).toEqual(['audnexus']);
});
