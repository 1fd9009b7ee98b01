import type { EntityManager } from '@mikro-orm/postgresql';
import type { Audiobookshelf } from '../clients/audiobookshelf/index.ts';
import { batchBooks, collectingBatch, release } from './batches.ts';
import { cleanUps, commonSpellings, type Spelled, type Spellings } from './clean-ups.ts';
import { addCorrections, pastChanges } from './corrections.ts';
import { isFreshlyEdited } from './fresh-edit.ts';
import type { Change } from './plan-changes.ts';
import { exactlySame } from './same-value.ts';

const title = 'Tidy up spellings';

type Row = Spelled & { id: number; absId: string; writtenAt: Date | null };
type Found = { bookId: number; changes: Change[] };

/**
 * Proposes to tidy titles and spellings up, at most one batch at a time; answers how many books it is
 * about. What was rejected or undone once is not proposed again.
 */
export async function proposeCleanUps(
  em: EntityManager,
  audiobookshelf: Audiobookshelf,
  { platforms, by, now }: { platforms: readonly string[]; by: string; now: Date },
): Promise<number> {
  if (await isAsked(em)) return 0;
  const books = await readSpelled(em);
  const spellings = commonSpellings(books);
  const found: Found[] = [];
  for (const book of books) {
    if (found.length >= batchBooks) break;
    if (cleanUps(book, spellings).length === 0) continue;
    const changes = await exactChanges(em, audiobookshelf, { book, spellings, now });
    if (changes.length > 0) found.push({ bookId: book.id, changes });
  }
  if (found.length === 0) return 0;
  return await em.transactional(async (inner) => {
    const run = `clean-up:${now.toISOString()}`;
    const batchId = await collectingBatch(inner, { title, run, asks: true, by, now });
    for (const { bookId, changes } of found) {
      const how = { batchId, bookId, state: 'proposed' as const, reason: title, by, now };
      await addCorrections(inner, changes, how);
    }
    await release(inner, platforms, batchId, true);
    return found.length;
  });
}

async function isAsked(em: EntityManager): Promise<boolean> {
  const open = await em.execute<unknown[]>(
    `select 1 from metadata_batches where title = ? and status in ('proposed', 'intended')`,
    [title],
  );
  return open.length > 0;
}

/** The library names several persons in one text, so this only shows where to look. */
async function readSpelled(em: EntityManager): Promise<Row[]> {
  const rows = await em.execute<
    {
      id: number;
      absId: string;
      title: string;
      author: string;
      narrator: string | null;
      series: string | null;
      writtenAt: Date | null;
    }[]
  >(
    `select id, abs_id as "absId", title, author, narrator, series, written_updated_at as "writtenAt"
       from books where status = 'active' order by id`,
  );
  return rows.map(({ author, narrator, series, ...row }) => ({
    ...row,
    authors: author.split(', ').filter((name) => name !== ''),
    narrators: narrator?.split(', ') ?? [],
    series: series === null ? [] : [{ name: series, sequence: null }],
  }));
}

async function exactChanges(
  em: EntityManager,
  audiobookshelf: Audiobookshelf,
  { book, spellings, now }: { book: Row; spellings: Spellings; now: Date },
): Promise<Change[]> {
  const item = await audiobookshelf.item(book.absId);
  if (!item || isFreshlyEdited(item, { writtenAt: book.writtenAt, now })) return [];
  const past = await pastChanges(em, book.id);
  const refused = past.filter(({ state }) => ['rejected', 'undone', 'refused'].includes(state));
  return cleanUps(item, spellings).filter(
    ({ field, after }) =>
      !refused.some((one) => one.field === field && exactlySame(field, one.sent, after)),
  );
}
