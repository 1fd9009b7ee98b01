import type { EntityManager } from '@mikro-orm/postgresql';
import { UserError } from '../errors.ts';
import { readList } from '../importers/read-list.ts';
import { leave, type Report } from './report.ts';
import { type By, takeWishes } from './take-wishes.ts';

/** Takes the wanted books of a file as wishes: CSV, a saved shelf feed, the wishlist of AudioBookRequest. Throws UserError. */
export async function takeList(em: EntityManager, text: string, by: By): Promise<Report> {
  const read = readList(text);
  if (read.kind !== 'books') {
    const problem = read.kind === 'problem' ? read.text : 'This names shelves, not books';
    const hint = 'It takes a CSV with title and author, a saved feed, or AudioBookRequest as JSON.';
    throw new UserError('bad_input', `${problem}.`, hint);
  }
  const thing = await takeWishes(em, read.books, { ...by, source: 'list' });
  leave(thing, read.skipped, 'on other shelves than what is wanted');
  leave(thing, read.unreadable, 'without a title or an author');
  return { things: [thing], byHand: [] };
}
