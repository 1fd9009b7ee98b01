import type { EntityManager } from '@mikro-orm/postgresql';
import { UserError } from '../errors.ts';
import { requestRun } from '../job/requests.ts';
import { type BookName, type FindKnown, findKnown, type Known } from './find-known.ts';
import { MissingBook } from './missing-book.entity.ts';
import { foldName } from './text.ts';
import { foldTitle } from './title.ts';

export type Requested = {
  kind: 'requested' | 'joined' | 'owned';
  title: string;
  missing: number | null;
  /** The one on the shelf. */
  book: number | null;
};

type Named = BookName & { now: Date };
type Ask = Named & { actor: string };
type Want = { actor: string; priority?: number; now: Date };

/**
 * Makes a book wanted: a known gap by its number, or any book by title and author. A book that is
 * owned or wanted already is not asked for twice. Throws UserError when the author is missing.
 */
export async function requestBook(em: EntityManager, ask: Ask): Promise<Requested> {
  const found = await findOrAdd(em, ask);
  if ('owned' in found) {
    return { kind: 'owned', title: found.owned, missing: null, book: found.bookId };
  }
  const { gap } = found;
  const known = { title: gap.title, missing: gap.id, book: null };
  if (await isOnShelf(em, gap)) return { kind: 'owned', ...known, book: gap.bookId ?? null };
  if (isWantedAlready(gap)) return { kind: 'joined', ...known };
  await want(em, gap, ask);
  return { kind: 'requested', ...known };
}

/** The missing book that is meant, made when nobody knew of it; or the title as it stands on the shelf. */
export async function findOrAdd(
  em: EntityManager,
  ask: Named,
  find: FindKnown = (named) => findKnown(em, named),
): Promise<Known> {
  const known = await find(ask);
  if (known) return known;
  if (!ask.author) {
    throw new UserError(
      'bad_input',
      `No missing book is called "${ask.title}".`,
      `Name its author too: request title:"${ask.title}" author:"…"`,
    );
  }
  return { gap: await addRequest(em, { ...ask, author: ask.author }) };
}

/** The row of the request; two people who ask for the same book at once share it. */
async function addRequest(
  em: EntityManager,
  { title, author, now }: Named & { author: string },
): Promise<MissingBook> {
  const workKey = `request:${foldName(author)}:${foldTitle(title)}`;
  await em.execute(
    `insert into missing_books (work_key, title, author_name, reason_missing, identified_date)
     values (?, ?, ?, 'request', ?) on conflict (work_key) do nothing`,
    [workKey, title, author, now],
  );
  return await em.findOneOrFail(MissingBook, { workKey });
}

export async function isOnShelf(em: EntityManager, gap: MissingBook): Promise<boolean> {
  return gap.downloadStatus === 'completed' && !(await isGone(em, gap.bookId));
}

export function isWantedAlready(gap: MissingBook): boolean {
  return gap.isWanted && gap.downloadStatus !== 'failed';
}

/** Makes a book wanted and has it searched, unless a search in its week found nothing acceptable. */
export async function want(em: EntityManager, gap: MissingBook, ask: Want): Promise<void> {
  const { now, actor, priority = 1 } = ask;
  const isSearched = gap.searchNote && gap.nextSearchAt && gap.nextSearchAt > now;
  const isSnoozed = gap.snoozedUntil && gap.snoozedUntil > now;
  if (!isSearched || isSnoozed || gap.downloadStatus === 'failed') gap.nextSearchAt = now;
  gap.isWanted = true;
  gap.requestedBy = actor;
  gap.priority = priority;
  gap.snoozedUntil = null;
  if (['hidden', 'unsure', 'failed', 'completed'].includes(gap.downloadStatus)) {
    gap.downloadStatus = 'identified';
  }
  await em.flush();
  await requestRun(em, { job: 'queue', cause: 'event', actor, input: {}, now });
}

/** Whether a book that was on the shelf was taken off it. */
async function isGone(em: EntityManager, bookId: number | null | undefined): Promise<boolean> {
  const rows = await em.execute<unknown[]>(
    `select 1 from books where id = ? and status = 'archived'`,
    [bookId ?? null],
  );
  return rows.length > 0;
}
