import type { EntityManager } from '@mikro-orm/postgresql';
import { z } from 'zod';
import { UserError } from '../errors.ts';
import { listOf } from '../importers/listed-book.ts';
import { leave, type Report } from './report.ts';
import { type By, takeWishes } from './take-wishes.ts';
import { cell, flag, type ForeignTables, readRows } from './tables.ts';

const names = cell.transform((text) => {
  try {
    return z.array(z.string()).parse(JSON.parse(text))[0] ?? '';
  } catch {
    return text;
  }
});
const book = z.object({
  asin: cell,
  title: cell,
  authors: names,
  downloaded: flag,
  user_username: cell,
});
const request = z.object({ asin: cell, user_username: cell });

/** The requests in the database of AudioBookRequest, of its present form and the one before. Throws UserError. */
export async function takeRequests(
  em: EntityManager,
  tables: ForeignTables,
  by: By,
): Promise<Report> {
  const requested = await readRows(tables, 'audiobookrequest', request);
  const asked = new Set(requested.rows.map(({ asin }) => asin));
  const catalogue = await readRows(tables, 'audiobook', book);
  const [former, manual] = await Promise.all(
    ['bookrequest', 'manualbookrequest'].map((table) => readRows(tables, table, book)),
  );
  const rows = [
    // Everything that was ever found by a search stands there, too; before, as a request of nobody.
    ...catalogue.rows.filter(({ asin }) => asked.has(asin)),
    ...(former?.rows ?? []).filter((row) => row.user_username !== ''),
    ...(manual?.rows ?? []),
  ];
  const { books, skipped, unreadable } = listOf(
    rows.map(({ title, authors, asin, downloaded }) => ({
      title,
      author: authors,
      asin,
      shelf: downloaded ? 'downloaded' : undefined,
    })),
  );
  if (rows.length === 0) {
    const hint = 'It should have the tables audiobook and audiobookrequest.';
    throw new UserError('bad_input', 'There are no requests of AudioBookRequest in there.', hint);
  }
  const thing = await takeWishes(em, books, { ...by, source: 'audiobookrequest' });
  leave(thing, skipped, 'downloaded already');
  leave(thing, unreadable, 'without a title or an author');
  const people = new Set(requested.rows.map((one) => one.user_username)).size;
  const byHand =
    people > 1 ? [`${people} people had asked; the wishes are yours until they ask here.`] : [];
  return { things: [thing], byHand };
}
