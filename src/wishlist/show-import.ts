import type { EntityManager } from '@mikro-orm/postgresql';
import { type Block, fields, type Reply, say } from '../command/reply.ts';
import type { BookList, ListedBook } from '../importers/listed-book.ts';
import { indexKnown } from '../library/find-known.ts';
import { isOnShelf, isWantedAlready } from '../library/request-book.ts';
import type { ImportOutcome } from './import-list.ts';

type Stored = {
  id: number;
  name: string;
  source: string;
  list: BookList | null;
  problem: string | null;
  outcome: ImportOutcome | null;
};

const mostNamed = 10;

/** An import as it stands: what it would add with the button that does it, or what came of it; null when there is none. */
export async function renderImport(em: EntityManager, id: number): Promise<Reply | null> {
  const [row] = await em.execute<Stored[]>(
    'select id, user_name as name, source, list, problem, outcome from wishlist_imports where id = ?',
    [id],
  );
  if (!row) return null;
  if (row.problem) {
    return say('The list cannot be read', `${row.problem}. Nothing was added.`, 'warning');
  }
  if (row.outcome) return showOutcome(row, row.outcome);
  if (row.list) return await showDraft(em, row, row.list);
  return say('Reading the shelf', 'A message says what is on it and asks whether you want it.');
}

async function showDraft(em: EntityManager, { id, name, source }: Stored, list: BookList) {
  const { fresh, wanted, owned } = await sortOut(em, list.books);
  const { skipped, unreadable } = list;
  const reply: Reply = {
    title: `${list.books.length} books from ${name}: ${source}`,
    tone: 'info',
    blocks: [
      fields({
        New: fresh.length,
        'Wanted already': wanted,
        'On the shelf': owned,
        'On other shelves of the list': skipped || null,
        'Without title or author': unreadable || null,
      }),
      ...namesOf(fresh),
    ],
  };
  if (fresh.length + wanted === 0) return reply;
  const input = { action: 'import', list: id };
  const button = { label: 'Put them on my wishlist', runs: 'wishlist', input };
  reply.blocks.push({ kind: 'buttons', buttons: [{ ...button, style: 'primary' }] });
  return reply;
}

function namesOf(fresh: readonly ListedBook[]): Block[] {
  if (fresh.length === 0) return [];
  const items = fresh
    .slice(0, mostNamed)
    .map(({ title, author }) => ({ text: `${title} by ${author}` }));
  const rest = fresh.length - items.length;
  return [{ kind: 'list', items: rest > 0 ? [...items, { text: `… ${rest} more` }] : items }];
}

async function sortOut(em: EntityManager, books: readonly ListedBook[]) {
  const fresh: ListedBook[] = [];
  const find = await indexKnown(em);
  let [wanted, owned] = [0, 0];
  for (const book of books) {
    const known = await find(book);
    if (known && ('owned' in known || (await isOnShelf(em, known.gap)))) owned += 1;
    else if (known && 'gap' in known && isWantedAlready(known.gap)) wanted += 1;
    else fresh.push(book);
  }
  return { fresh, wanted, owned };
}

function showOutcome({ name, source }: Stored, outcome: ImportOutcome): Reply {
  return {
    title: `On the wishlist of ${name}: ${source}`,
    tone: 'ok',
    blocks: [
      fields({
        'Searched for': outcome.added,
        'Wanted already': outcome.joined,
        'On the shelf': outcome.owned,
        'Waits for your quota': outcome.waiting || null,
      }),
      { kind: 'text', text: 'They are searched for in turn, many with one search.' },
    ],
  };
}
