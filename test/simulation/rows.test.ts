import pg from 'pg';
import { expect, onTestFinished, test } from 'vitest';
import { clientOptions } from '../../src/db/listen.ts';
import { createDatabase } from '../support/database.ts';
import { readRows } from './rows.ts';

/** A work that is missing, or one that replaces an owned book, with downloads in these states of these releases. */
async function crowdedBy(replaces: boolean, downloads: [status: string, release: number][]) {
  const { connection, drop } = await createDatabase();
  onTestFinished(drop);
  const client = new pg.Client(clientOptions(connection));
  await client.connect();
  onTestFinished(() => client.end());
  await client.query(`
    insert into books (id, abs_id, title, author, date_added) values (1, 'a', 'A', 'B', now());
    insert into releases (id, source, tracker_id, title, facts)
      values (1, 'mam', 1, 'A', '{}'), (2, 'mam', 2, 'A', '{}');
    insert into missing_books (id, work_key, title, author_name, reason_missing, replaces_book_id)
      values (1, 'a', 'A', 'B', '${replaces ? 'replacement' : 'series_gap'}', ${replaces ? 1 : 'null'})`);
  for (const [status, release] of downloads) {
    await client.query(
      `insert into downloads (missing_book_id, release_id, title, author, source, status)
       values (1, $1, 'A', 'B', 'mam', $2)`,
      [release, status],
    );
  }
  const { crowded } = await readRows(client, new Date());
  return crowded.map(({ title, downloads: count }) => `${count} of ${title}`);
}

test('a missing work has one download, whatever the releases', async () => {
  expect(
    await crowdedBy(false, [
      ['completed', 1],
      ['downloading', 2],
    ]),
  ).toEqual(['2 of A']);
  expect(
    await crowdedBy(false, [
      ['failed', 1],
      ['downloading', 2],
    ]),
  ).toEqual([]);
});

test('an edition that replaced one may be replaced again, by another release', async () => {
  expect(
    await crowdedBy(true, [
      ['completed', 1],
      ['downloading', 2],
    ]),
  ).toEqual([]);
  expect(
    await crowdedBy(true, [
      ['completed', 1],
      ['completed', 2],
    ]),
  ).toEqual([]);
  expect(
    await crowdedBy(true, [
      ['completed', 1],
      ['completed', 1],
    ]),
  ).toEqual(['2 of A']);
  expect(
    await crowdedBy(true, [
      ['stopped', 1],
      ['downloading', 2],
    ]),
  ).toEqual(['2 of A']);
});
