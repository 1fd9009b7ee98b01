import type { EntityManager } from '@mikro-orm/postgresql';
import { writersOf } from './authors.ts';
import { MissingBook } from './missing-book.entity.ts';
import { sameName } from './text.ts';
import { foldTitle } from './title.ts';

type Owned = { id: number; title: string; author: string };

const batchSize = 5000;

/**
 * Requested books, and those a list of the tracker named, are done when they came to the shelf by
 * another way. Reads the shelf once, or only the
 * books that have just come, whatever the number of requests.
 */
export async function closeOwnedRequests(
  em: EntityManager,
  onlyBookIds?: readonly number[],
): Promise<void> {
  const open = await em.find(MissingBook, {
    reasonMissing: { $in: ['request', 'new_title', 'top10'] },
    downloadStatus: { $in: ['identified', 'failed'] },
  });
  const requests = Map.groupBy(open, ({ title }) => foldTitle(title));
  requests.delete('');
  if (requests.size === 0) return;
  const done = new Set<MissingBook>();
  for await (const book of ownedBooks(em, onlyBookIds)) {
    for (const request of requests.get(foldTitle(book.title)) ?? []) {
      if (done.has(request) || !isBy(book, request)) continue;
      done.add(request);
      Object.assign(request, { downloadStatus: 'completed', bookId: book.id, isWanted: false });
    }
  }
  await em.flush();
}

async function* ownedBooks(
  em: EntityManager,
  onlyBookIds: readonly number[] | undefined,
): AsyncGenerator<Owned> {
  for (let last = 0; ; ) {
    const rows = await em.execute<Owned[]>(
      `select id, title, author from books
        where status = 'active' and id > ? ${onlyBookIds ? 'and id in (?)' : ''} order by id limit ?`,
      [last, ...(onlyBookIds ? [[...onlyBookIds, 0]] : []), batchSize],
    );
    yield* rows;
    const end = rows.at(-1);
    if (!end || rows.length < batchSize) return;
    last = end.id;
  }
}

function isBy(book: Owned, request: MissingBook): boolean {
  const writers = writersOf(request.authorName.split(', '));
  if (writers.length === 0) return request.authorName === '';
  return writersOf(book.author.split(', ')).some((name) =>
    writers.some((writer) => sameName(name, writer)),
  );
}
