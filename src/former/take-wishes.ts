import type { EntityManager } from '@mikro-orm/postgresql';
import type { ListedBook } from '../importers/listed-book.ts';
import { indexKnown } from '../library/find-known.ts';
import { askFor } from '../wishlist/ask.ts';
import type { Person, WishRules } from '../wishlist/usage.ts';
import { isFirst } from './once.ts';
import { leave, nothing, type Taken } from './report.ts';

export type By = { person: Person; rules: WishRules; now: Date };

/** A list does not come before what somebody asks for by name. */
const listPriority = 2;

/** Puts books on the wishlist of whoever brings them, each once for ever; what is owned is not asked for. */
export async function takeWishes(
  em: EntityManager,
  books: readonly ListedBook[],
  { source, person, rules, now }: By & { source: string },
): Promise<Taken> {
  const thing = nothing('wishes');
  const find = await indexKnown(em);
  let owned = 0;
  for (const { title, author, asin, series, position } of books) {
    const item = `${title}\n${author}`.toLowerCase();
    if (!(await isFirst(em, { source, item, now }))) {
      thing.known += 1;
      continue;
    }
    const facts = { asin, seriesName: series, seriesNumber: position };
    const ask = { title, author, facts, priority: listPriority, person, find, rules, now };
    const { kind } = await askFor(em, ask);
    // Each flush would look through all books before it.
    em.clear();
    if (kind === 'owned') owned += 1;
    else thing.taken += 1;
  }
  leave(thing, owned, 'on the shelf already');
  return thing;
}
