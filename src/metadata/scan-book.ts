import type { EntityManager } from '@mikro-orm/postgresql';
import type { Handler } from '../outbox/dispatch.ts';
import { storableJson } from '../storable.ts';
import { askProviders } from './ask-providers.ts';
import type { ProviderServices } from './catalogues.ts';
import { recordEvidence } from './evidence.ts';
import { type Gathered, gatherFacts, type GatherServices } from './gather/gather.ts';

export type ScanServices = GatherServices & ProviderServices;

/** Who said something of a book, and who could not be asked, with the reason. */
export type BookScan = { heard: string[]; silent: { source: string; reason: string }[] };

/** Makes the record of a book anew from all that is said of it. */
export type Refresh = (em: EntityManager, bookId: number, now: Date) => Promise<unknown>;

/**
 * Looks at a book from all sides and makes its record anew; `null` when it is no longer in the library.
 * May be repeated at any time: what was heard or answered before is not asked for again. Waits for other
 * programs: not inside a transaction. Throws ExternalError when Audiobookshelf does not answer.
 */
export async function scanBook(
  services: ScanServices,
  bookId: number,
  refresh: Refresh,
): Promise<BookScan | null> {
  const { em, now } = services;
  const [book] = await em().execute<{ abs_id: string }[]>(
    `select abs_id from books where id = ? and status <> 'archived'`,
    [bookId],
  );
  if (!book) return null;
  const own = await lookAtShelf(services, bookId, book.abs_id);
  if (!own) return null;
  await em().transactional(async (inner) => {
    for (const { source, facts, confidence } of own.told) {
      await recordEvidence(inner, bookId, facts, { source, confidence, seenAt: now() });
    }
  });
  const asked = await askProviders(services, em(), { id: bookId }, { now: now() });
  const scan = reportOf(own, asked);
  await em().transactional(async (inner) => {
    await refresh(inner, bookId, now());
    await inner.execute(
      `insert into book_scans (book_id, report, scanned_at) values (?, ?::jsonb, ?)
       on conflict (book_id) do update set
         report = excluded.report, scanned_at = excluded.scanned_at`,
      [bookId, storableJson(scan), now()],
    );
  });
  return scan;
}

/** Carries out the scans that were asked for. */
export function scanBookHandler(services: ScanServices, refresh: Refresh): Handler {
  return async ({ payload }) => {
    await scanBook(services, Number(payload['bookId']), refresh);
    return undefined;
  };
}

async function lookAtShelf(
  services: ScanServices,
  bookId: number,
  absId: string,
): Promise<Gathered | null> {
  const { audiobookshelf } = services;
  if (!audiobookshelf) {
    return { told: [], silent: [{ source: 'library', reason: 'Audiobookshelf is not configured' }] };
  }
  const item = await audiobookshelf.item(absId);
  return item ? await gatherFacts(services, bookId, item) : null;
}

function reportOf(own: Gathered, asked: Awaited<ReturnType<typeof askProviders>>): BookScan {
  const known = asked.asked.filter(({ confidence }) => confidence !== null);
  return {
    heard: [
      ...own.told.filter(({ facts }) => Object.keys(facts).length > 0).map(({ source }) => source),
      ...known.map(({ provider }) => provider),
    ],
    silent: [
      ...own.silent,
      ...asked.silent.map(({ provider, reason }) => ({ source: provider, reason })),
    ],
  };
}
