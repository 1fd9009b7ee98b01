import type { EntityManager } from '@mikro-orm/postgresql';
import { refreshCard } from '../alerts/raise.ts';
import { UserError } from '../errors.ts';
import type { BookList, ListedBook } from '../importers/listed-book.ts';
import { readList } from '../importers/read-list.ts';
import { indexKnown } from '../library/find-known.ts';
import { enqueue } from '../outbox/enqueue.ts';
import { storableJson } from '../storable.ts';
import { askFor } from './ask.ts';
import type { Person, WishRules } from './usage.ts';

/** More at once is rather the wrong file than a wishlist. */
export const mostBooks = 1000;

/** A list does not come before what somebody asks for by name. */
const listPriority = 2;

export type ImportOutcome = { added: number; joined: number; owned: number; waiting: number };

type Context = { person: Person; now: Date };

/**
 * Reads a list somebody brings; nothing becomes wanted before they confirm it. Feeds are read later.
 * Answers the number of the import. Throws UserError for what is no list.
 */
export async function draftImport(
  em: EntityManager,
  text: string,
  { person, now }: Context,
): Promise<number> {
  const read = readList(text);
  const hint = 'It takes a CSV with title and author, a Goodreads feed, AudioBookRequest or MLM.';
  if (read.kind === 'problem') throw new UserError('bad_input', `${read.text}.`, hint);
  if (read.kind === 'books') refuseUnfit(read, hint);
  const feeds = read.kind === 'feeds' ? storableJson(read.feeds) : null;
  const list = read.kind === 'books' ? storableJson(read) : null;
  const [row] = await em.execute<[{ id: number }]>(
    `insert into wishlist_imports (platform, user_id, user_name, source, feeds, list, created_at)
     values (?, ?, ?, ?, ?::jsonb, ?::jsonb, ?) returning id`,
    [person.platform, person.id, person.name, read.source, feeds, list, now],
  );
  if (feeds !== null) {
    const message = { kind: 'effect', topic: 'read-feeds', lane: 'read-feeds' } as const;
    await enqueue(em, { ...message, key: `read-feeds:${row.id}`, payload: { id: row.id } });
  }
  return row.id;
}

function refuseUnfit({ books, unreadable }: BookList, hint: string): void {
  if (books.length === 0 && unreadable > 0) {
    const text = `None of the ${unreadable} lines names a title and an author.`;
    throw new UserError('bad_input', text, hint);
  }
  if (books.length <= mostBooks) return;
  const text = `The list has ${books.length} books; ${mostBooks} at once are the most.`;
  throw new UserError('bad_input', text, 'Bring it in parts.');
}

/** Puts the books of a list on the wishlist of whoever brought it, once. Throws UserError. */
export async function applyImport(
  em: EntityManager,
  id: number,
  { person, rules, now }: Context & { rules: WishRules },
): Promise<void> {
  const rows = await em.execute<{ list: BookList }[]>(
    `update wishlist_imports set applied_at = ?
      where id = ? and platform = ? and user_id = ? and list is not null and applied_at is null
      returning list`,
    [now, id, person.platform, person.id],
  );
  const [own] = rows;
  if (!own) {
    const text = `There is no list ${id} of yours that waits for your word.`;
    throw new UserError('conflict', text, 'Type "wishlist" for what is on your list.');
  }
  const outcome: ImportOutcome = { added: 0, joined: 0, owned: 0, waiting: 0 };
  const find = await indexKnown(em);
  for (const book of own.list.books) {
    const { kind } = await askFor(em, { ...askOf(book), person, find, rules, now });
    // Each flush would look through all books before it.
    em.clear();
    if (kind === 'owned') outcome.owned += 1;
    else if (kind === 'joined') outcome.joined += 1;
    else if (kind === 'waits') outcome.waiting += 1;
    else outcome.added += 1;
  }
  // The books are wishes now; only what came of the list is kept.
  await em.execute('update wishlist_imports set outcome = ?::jsonb, list = null where id = ?', [
    storableJson(outcome),
    id,
  ]);
  await refreshShown(em, `import:${id}`);
}

/** A list that was pasted has no card, only the answer. */
async function refreshShown(em: EntityManager, subject: string): Promise<void> {
  const shown = await em.execute<{ platform: string }[]>(
    'select platform from messages where subject = ?',
    [subject],
  );
  const platforms = shown.map(({ platform }) => platform);
  await refreshCard(em, platforms, subject);
}

function askOf({ title, author, asin, series, position }: ListedBook) {
  const facts = { asin, seriesName: series, seriesNumber: position };
  return { title, author, facts, priority: listPriority };
}
