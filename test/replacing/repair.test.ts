import type { EntityManager } from '@mikro-orm/postgresql';
import { expect, test } from 'vitest';
import { wantRepairs } from '../../src/replacing/repair.ts';
import { useDatabase } from '../support/use-database.ts';

const database = useDatabase();
const now = new Date('2026-08-01T08:00:00Z');
const policy = { minKbps: 64 };

async function addBook(em: EntityManager, name: string, kbps: number | null, isAbridged = false) {
  await em.execute(
    'insert into books (abs_id, title, author, bitrate_kbps, is_abridged) values (?, ?, ?, ?, ?)',
    [name, name, 'Ann Author', kbps, isAbridged],
  );
}

const titles = (report: { wanted: { title: string }[] }) => report.wanted.map(({ title }) => title);

test('abridged books come first, then the lowest bitrates, so many a run, and no book twice', async () => {
  const em = database.em();
  await addBook(em, 'good', 128);
  await addBook(em, 'unknown', null);
  await addBook(em, 'low', 48);
  await addBook(em, 'lowest', 32);
  await addBook(em, 'short', 128, true);

  const first = await wantRepairs(database.em(), { policy, limit: 2, now });
  const second = await wantRepairs(database.em(), { policy, limit: 2, now });
  const third = await wantRepairs(database.em(), { policy, limit: 2, now });

  expect([titles(first), first.left]).toEqual([['short', 'lowest'], 1]);
  expect([titles(second), second.left]).toEqual([['low'], 0]);
  expect(titles(third)).toEqual([]);
});

test('what was hidden or searched lately is left out', async () => {
  const em = database.em();
  await addBook(em, 'hidden', 32);
  await addBook(em, 'searched', 32);
  await wantRepairs(em, { policy, limit: 9, now });
  await em.execute(
    `update missing_books set is_wanted = false, download_status = case title when 'hidden' then 'hidden' else 'identified' end,
            last_searched_at = '2026-08-01T09:00:00Z' where replaces_book_id is not null`,
  );
  const afterMonth = new Date('2026-09-01T08:00:00Z');
  const afterYear = new Date('2027-08-01T08:00:00Z');

  expect(titles(await wantRepairs(em, { policy, limit: 9, now: afterMonth }))).toEqual([]);
  expect(titles(await wantRepairs(em, { policy, limit: 9, now: afterYear }))).toEqual(['searched']);
});

test('a book whose files are damaged comes before all others, until a sound download has replaced it', async () => {
  const em = database.em();
  await addBook(em, 'short', 128, true);
  await addBook(em, 'seen', 128);
  await addBook(em, 'flawed', 128);
  await addBook(em, 'sound again', 128);
  await em.execute(`update books set duplicate_status = 'superior_available' where title = 'seen'`);
  const bring = (title: string, decoding: string) =>
    em.execute(
      `insert into downloads (title, source, status, book_id, integrity_report)
       select title, 'mam', 'completed', id, json_build_object('decoding', ?::text) from books where title = ?`,
      [decoding, title],
    );
  await bring('flawed', 'flawed');
  await bring('sound again', 'flawed');
  await bring('sound again', 'ok');

  const { wanted } = await wantRepairs(database.em(), { policy, limit: 9, now });

  expect(wanted.map(({ title, reason }) => [title, reason])).toEqual([
    ['flawed', 'its files do not play as they should'],
    ['short', 'abridged'],
    ['seen', 'a better edition was seen'],
  ]);
});
