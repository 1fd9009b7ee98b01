import type { EntityManager } from '@mikro-orm/postgresql';
import { refreshCard } from '../alerts/raise.ts';
import type { Goodreads } from '../clients/goodreads/index.ts';
import { ExternalError } from '../errors.ts';
import type { BookList } from '../importers/listed-book.ts';
import { readShelfFeed } from '../importers/read-shelf-feed.ts';
import type { Handler } from '../outbox/dispatch.ts';
import type { Services } from '../services.ts';
import { storableJson } from '../storable.ts';
import { mostBooks } from './import-list.ts';

/** A page of a feed has a hundred books. */
const mostPages = 10;

/** Reads the shelves of an import; a card shows what is on them and asks whether they are wanted. */
export function readFeedsHandler(services: Pick<Services, 'goodreads' | 'platforms'>): Handler {
  return async ({ payload }, em) => {
    const id = Number(payload['id']);
    const [row] = await em.execute<{ feeds: string[]; platform: string }[]>(
      'select feeds, platform from wishlist_imports where id = ? and feeds is not null',
      [id],
    );
    if (!row) return undefined;
    await store(em, id, await readShelves(services.goodreads, row.feeds));
    const { platforms } = services;
    const shownOn = platforms.includes(row.platform) ? [row.platform] : platforms;
    await refreshCard(em, shownOn, `import:${id}`);
    return undefined;
  };
}

type Shelves = { list: BookList } | { problem: string };

/** The address of a feed holds a key of its owner, so it is not kept. */
async function store(em: EntityManager, id: number, read: Shelves): Promise<void> {
  const list = 'list' in read ? storableJson(read.list) : null;
  const problem = 'problem' in read ? read.problem : null;
  await em.execute(
    'update wishlist_imports set feeds = null, list = ?::jsonb, problem = ? where id = ?',
    [list, problem, id],
  );
}

/** What a shelf refuses is an answer; what is away is asked again. */
async function readShelves(goodreads: Goodreads, feeds: readonly string[]): Promise<Shelves> {
  const all: BookList = { books: [], skipped: 0, unreadable: 0 };
  try {
    for (const feed of feeds) {
      for await (const page of pagesOf(goodreads, feed)) {
        all.books.push(...page.books);
        all.unreadable += page.unreadable;
      }
    }
  } catch (error) {
    const isFinal =
      error instanceof ExternalError && /^(?:refused|unauthorized|unexpected)$/.test(error.kind);
    if (!isFinal) throw error;
    return { problem: error.message };
  }
  if (all.books.length <= mostBooks) return { list: all };
  return {
    problem: `the shelves have ${all.books.length} books; ${mostBooks} at once are the most`,
  };
}

async function* pagesOf(goodreads: Goodreads, feed: string): AsyncGenerator<BookList> {
  for (let page = 1; page <= mostPages; page += 1) {
    const list = readShelfFeed(await goodreads.shelfPage(feed, page));
    if (!list) throw new ExternalError('goodreads', 'unexpected', 'goodreads gave no feed');
    if (list.books.length + list.unreadable === 0) return;
    yield list;
  }
}
