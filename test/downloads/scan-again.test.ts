import { cp, rm } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { textOf } from '../e2e/chat-room.ts';
import { makeTemporaryFolder } from '../support/temporary-folder.ts';
import { audio, openPipeline, type Pipeline } from './pipeline.ts';

const stateOf = async ({ rows }: Pipeline) =>
  (
    await rows(
      `select status, abs_import_status as seen, book_id is not null as "isKnown",
              (select download_status from missing_books m where m.id = d.missing_book_id) as book
         from downloads d`,
    )
  )[0];

test('an imported book that Audiobookshelf does not show is no failed download, and scanned again on a press', async (context) => {
  const elsewhere = await makeTemporaryFolder('shelf-unseen-');
  context.onTestFinished(() => rm(elsewhere, { recursive: true }));
  const pipeline = await openPipeline(context, { LIBRARY_PATH: elsewhere });
  await pipeline.download('A Tale', [{ path: '01.mp3', bytes: audio('A Tale') }]);

  await pipeline.follow();
  const unseen = await stateOf(pipeline);
  const [first] = await pipeline.alerts();
  // What the other program could not see until now.
  await cp(elsewhere, pipeline.library, { recursive: true });
  const reply = await pipeline.type('retry', { download: 1 });
  await pipeline.follow();

  expect(unseen).toMatchObject({ status: 'completed', seen: 'not_seen', book: 'completed' });
  expect(first && textOf(first)).toMatch(/Audiobookshelf does not show it yet[^]*Scan again/);
  expect(textOf(reply)).toContain('It goes on with: a scan of Audiobookshelf');
  expect(await stateOf(pipeline)).toEqual({
    status: 'completed',
    seen: 'imported',
    isKnown: true,
    book: 'completed',
  });
  const alerts = await pipeline.alerts();
  expect(alerts.map(({ tone }) => tone)).toEqual(['warning', 'ok']);
  expect(await pipeline.rows('select 1 from blocklist')).toEqual([]);
});
