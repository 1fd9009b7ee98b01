import type { EntityManager } from '@mikro-orm/postgresql';
import { UserError } from '../errors.ts';
import { MissingBook } from './missing-book.entity.ts';

const mostNamed = 5;

/** The missing book of a number or of words of its title; throws UserError for none and for several. */
export async function findMissing(em: EntityManager, text: string): Promise<MissingBook> {
  const wanted = text.trim();
  const byNumber = /^\d{1,9}$/.test(wanted) ? await em.findOne(MissingBook, Number(wanted)) : null;
  if (byNumber) return byNumber;
  const pattern = `%${wanted.replaceAll(/[\\%_]/g, '\\$&')}%`;
  const rows = await em.execute<{ id: number; title: string; is_whole: boolean }[]>(
    `select id, title, lower(title) = lower(?) as is_whole from missing_books
      where title ilike ? and replaces_book_id is null order by is_whole desc, id limit ${mostNamed + 1}`,
    [wanted, pattern],
  );
  const whole = rows.filter((row) => row.is_whole);
  const [found, ...others] = whole.length > 0 ? whole : rows;
  if (!found) {
    const hint =
      'Type "gaps" for what is missing. "request" makes any other book a wanted one; what you own is looked at with owned:true or "book".';
    throw new UserError('not_found', `No missing book is called "${wanted.slice(0, 60)}".`, hint);
  }
  if (others.length > 0) throw several([found, ...others]);
  return await em.findOneOrFail(MissingBook, found.id);
}

function several(rows: readonly { id: number; title: string }[]): UserError {
  const named = rows.slice(0, mostNamed).map(({ id, title }) => `${id} ${title}`);
  const more = rows.length > mostNamed ? ', …' : '';
  return new UserError(
    'conflict',
    `Several missing books match: ${named.join(', ')}${more}.`,
    'Say the number of the one you mean.',
  );
}
