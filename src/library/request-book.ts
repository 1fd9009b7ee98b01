import type { EntityManager } from '@mikro-orm/postgresql';
import { UserError } from '../errors.ts';
import { requestRun } from '../job/requests.ts';
import { MissingBook } from './missing-book.entity.ts';
import { foldName, sameName } from './text.ts';
import { foldTitle } from './title.ts';

export type Requested = {
  kind: 'requested' | 'joined' | 'owned';
  title: string;
  missing: number | null;
};

type Ask = { title: string; author?: string | undefined; actor: string; now: Date };

/**
 * Makes a book wanted: a known gap by its number, or any book by title and author. A book that is
 * owned or wanted already is not asked for twice. Throws UserError when the author is missing.
 */
export async function requestBook(em: EntityManager, ask: Ask): Promise<Requested> {
  const isNumber = ask.author === undefined && /^\d{1,9}$/.test(ask.title);
  const gap = isNumber
    ? await em.findOne(MissingBook, Number(ask.title))
    : await findByWords(em, ask);
  if (gap) return await want(em, gap, ask);
  if (!ask.author) {
    throw new UserError(
      'bad_input',
      `No missing book is called "${ask.title}".`,
      `Name its author too: request title:"${ask.title}" author:"…"`,
    );
  }
  const owned = await findOwned(em, ask.title, ask.author);
  if (owned) return { kind: 'owned', title: owned.title, missing: null };
  return await want(em, await addRequest(em, { ...ask, author: ask.author }), ask);
}

/** The row of the request; two people who ask for the same book at once share it. */
async function addRequest(
  em: EntityManager,
  { title, author, now }: Ask & { author: string },
): Promise<MissingBook> {
  const workKey = `request:${foldName(author)}:${foldTitle(title)}`;
  await em.execute(
    `insert into missing_books (work_key, title, author_name, reason_missing, identified_date)
     values (?, ?, ?, 'request', ?) on conflict (work_key) do nothing`,
    [workKey, title, author, now],
  );
  return await em.findOneOrFail(MissingBook, { workKey });
}

async function want(em: EntityManager, gap: MissingBook, ask: Ask): Promise<Requested> {
  if (gap.downloadStatus === 'completed')
    return { kind: 'owned', title: gap.title, missing: gap.id };
  const isJoined = gap.isWanted && gap.downloadStatus !== 'failed';
  if (isJoined) return { kind: 'joined', title: gap.title, missing: gap.id };
  gap.isWanted = true;
  gap.requestedBy = ask.actor;
  gap.priority = 1;
  gap.snoozedUntil = null;
  gap.nextSearchAt = ask.now;
  if (['hidden', 'unsure', 'failed'].includes(gap.downloadStatus))
    gap.downloadStatus = 'identified';
  await em.flush();
  await requestRun(em, { job: 'queue', cause: 'event', actor: ask.actor, input: {}, now: ask.now });
  return { kind: 'requested', title: gap.title, missing: gap.id };
}

async function findByWords(em: EntityManager, ask: Ask): Promise<MissingBook | null> {
  const wanted = foldTitle(ask.title);
  const { author } = ask;
  const gaps = await em.find(MissingBook, { title: { $ilike: `%${firstWord(ask.title)}%` } });
  const same = gaps.filter(
    (gap) =>
      foldTitle(gap.title) === wanted &&
      (!author || gap.authorName.split(', ').some((name) => sameName(name, author))),
  );
  return same[0] ?? null;
}

async function findOwned(
  em: EntityManager,
  title: string,
  author: string,
): Promise<{ id: number; title: string } | null> {
  const rows = await em.execute<{ id: number; title: string; author: string }[]>(
    `select id, title, author from books where status = 'active' and title ilike ?`,
    [`%${firstWord(title)}%`],
  );
  const same = rows.find(
    (row) =>
      foldTitle(row.title) === foldTitle(title) &&
      row.author.split(', ').some((name) => sameName(name, author)),
  );
  return same ?? null;
}

/** Requested books that came to the shelf by another way are done. */
export async function closeOwnedRequests(em: EntityManager): Promise<void> {
  const open = await em.find(MissingBook, {
    reasonMissing: 'request',
    downloadStatus: { $in: ['identified', 'failed'] },
  });
  for (const request of open) {
    const owned = await findOwned(em, request.title, request.authorName);
    if (owned)
      Object.assign(request, { downloadStatus: 'completed', bookId: owned.id, isWanted: false });
  }
  await em.flush();
}

/** The longest word narrows the rows to compare; letters with a special meaning in patterns are left out. */
function firstWord(title: string): string {
  const words = title.match(/[\p{L}\p{N}]+/gu) ?? [];
  return words.toSorted((a, b) => b.length - a.length)[0] ?? '';
}
