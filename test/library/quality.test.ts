import { expect, test } from 'vitest';
import { libraryQuality } from '../../src/library/quality.ts';
import { bitrateClass } from '../../src/releases/bitrate.ts';
import { useDatabase } from '../support/use-database.ts';

const database = useDatabase();

test('the score of the database follows the classes that decide', async () => {
  const em = database.em();
  const ofClass = { ideal: 100, good: 80, acceptable: 60, low: 30 } as Record<string, number>;
  for (let kbps = 16; kbps <= 200; kbps += 1) {
    await em.execute(
      `insert into books (abs_id, title, bitrate_kbps, is_abridged) values (?, 'A', ?, ?)`,
      [`k${kbps}`, kbps, kbps % 2 === 0],
    );
  }

  const rows = await em.execute<{ kbps: number; score: number; short: boolean }[]>(
    `select bitrate_kbps as kbps, quality_score as score, is_abridged as short from books`,
  );

  expect(rows).toHaveLength(185);
  for (const { kbps, score, short } of rows) {
    const best = ofClass[bitrateClass({ bitrateKbps: kbps, bitrateSource: 'mediainfo' })];
    expect([kbps, score]).toEqual([kbps, (best ?? 0) / (short ? 2 : 1)]);
  }
});

test('a book whose replacement is searched or on its way is a candidate', async () => {
  const em = database.em();
  for (const state of ['identified', 'downloading', 'completed']) {
    await em.execute(
      `with book as (insert into books (abs_id, title) values (?, 'A') returning id)
       insert into missing_books (work_key, replaces_book_id, title, author_name, reason_missing, download_status, is_wanted)
       select ?, id, 'A', 'Ada', 'replacement', ?, ? from book`,
      [state, state, state, state === 'identified'],
    );
  }

  expect(await libraryQuality(em, 64)).toEqual({
    averageScore: null,
    evaluated: 0,
    unknown: 3,
    belowThreshold: 0,
    replacementCandidates: 2,
  });
});
