import type { EntityManager } from '@mikro-orm/postgresql';
import { UserError } from '../errors.ts';
import { askFor, type Outcome } from './ask.ts';
import { startLookUp } from './look-up.ts';
import { readRequest } from './read-request.ts';
import type { Unread } from './resolve.ts';
import type { Person, WishRules } from './usage.ts';

export type Requested = { kind: 'asked'; outcome: Outcome } | { kind: 'looking'; what: string };

/** A smaller number is rather a title or a slip than a torrent of the tracker. */
const leastBareId = 10_000;

type Context = { person: Person; rules: WishRules; now: Date };

/**
 * Asks for the book that a person has typed or pasted: at once when it is known here, else after the
 * tracker or the catalogue was asked what it is. Throws UserError for what nobody can read.
 */
export async function request(
  em: EntityManager,
  { title, author }: { title: string; author: string | undefined },
  context: Context,
): Promise<Requested> {
  const ask = async (named: { title: string; author?: string | undefined }) =>
    ({ kind: 'asked', outcome: await askFor(em, { ...named, ...context }) }) as const;
  if (author) return await ask({ title, author });
  const asked = readRequest(title);
  switch (asked.kind) {
    case 'words': {
      const isWhole = !asked.split || (await isGap(em, 'lower(title) = lower(?)', asked.title));
      return await ask(isWhole || !asked.split ? { title: asked.title } : asked.split);
    }
    case 'number':
      if (await isGap(em, 'id = ?', asked.number)) return await ask({ title: `${asked.number}` });
      if (asked.number < leastBareId) throw noSuchNumber(asked.number);
      return await lookUp(em, { kind: 'tracker', id: asked.number }, context);
    case 'strange-link':
      throw unreadable(`Links to ${asked.host} say nothing to this bot.`);
    case 'asin':
    case 'isbn':
    case 'tracker':
    case 'page':
      return await lookUp(em, asked, context);
  }
}

async function lookUp(em: EntityManager, asked: Unread, context: Context): Promise<Requested> {
  const known = await knownByCode(em, asked);
  if (known) {
    const outcome = await askFor(em, { ...known, ...context });
    return { kind: 'asked', outcome };
  }
  await startLookUp(em, asked, context);
  return { kind: 'looking', what: wordsFor(asked) };
}

/** A missing book or one on the shelf that has this ASIN or ISBN. */
async function knownByCode(em: EntityManager, asked: Unread) {
  if (asked.kind !== 'asin' && asked.kind !== 'isbn') return null;
  const code = asked.kind === 'asin' ? asked.asin : asked.isbn;
  const [gap] = await em.execute<{ title: string }[]>(
    `select id::text as title from missing_books where ${asked.kind} = ? order by id limit 1`,
    [code],
  );
  if (gap) return gap;
  const [book] = await em.execute<{ title: string; author: string }[]>(
    `select title, split_part(author, ', ', 1) as author from books
      where ${asked.kind} = ? and status = 'active' order by id limit 1`,
    [code],
  );
  return book ?? null;
}

async function isGap(em: EntityManager, where: string, value: string | number): Promise<boolean> {
  const rows = await em.execute<unknown[]>(`select 1 from missing_books where ${where} limit 1`, [
    value,
  ]);
  return rows.length > 0;
}

function wordsFor(asked: Unread): string {
  switch (asked.kind) {
    case 'tracker':
      return `torrent ${asked.id} of the tracker`;
    case 'asin':
      return `ASIN ${asked.asin}`;
    case 'isbn':
      return `ISBN ${asked.isbn}`;
    case 'page':
      return `"${asked.title}" (${asked.site})`;
  }
}

function noSuchNumber(number: number): UserError {
  const text = `There is no missing book ${number}.`;
  const hint = `A title needs its author; a torrent of the tracker is "request mam ${number}".`;
  return new UserError('bad_input', text, hint);
}

function unreadable(text: string): UserError {
  const hint = 'Say the title and the author: request title:"…" author:"…"';
  return new UserError('bad_input', text, hint);
}
