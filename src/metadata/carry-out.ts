import type { EntityManager } from '@mikro-orm/postgresql';
import { refreshCard } from '../alerts/raise.ts';
import type { Audiobookshelf } from '../clients/audiobookshelf/index.ts';
import { ExternalError } from '../errors.ts';
import { saveItems } from '../library/save-items.ts';
import { countOwned } from '../library/scan.ts';
import type { Handler, Later } from '../outbox/dispatch.ts';
import type { Services } from '../services.ts';
import { storable } from '../storable.ts';
import { type Correction, openCorrections, settleCorrection } from './corrections.ts';
import { judgeCorrection } from './judge-correction.ts';
import { noteBefore } from './note-before.ts';
import { type LibraryBook, readBook, writeBook } from './library-book.ts';
import type { HeldValues } from './held-values.ts';
import { isOfOneBook } from './of-one-book.ts';

export type WritingServices = Pick<Services, 'em' | 'now' | 'platforms' | 'covers'> & {
  audiobookshelf: Audiobookshelf;
};

const waitMs = 5 * 60_000;
const givesUpMs = 24 * 3_600_000;

/** Tells the library of a batch, or takes it back, as often as it is asked for. */
export function batchHandler(
  services: Omit<WritingServices, 'audiobookshelf'> & Pick<Services, 'audiobookshelf'>,
): Handler {
  return async (message) => {
    const { audiobookshelf, now } = services;
    if (!audiobookshelf) return later(now(), 'Audiobookshelf is not configured');
    return await carryOutBatch({ ...services, audiobookshelf }, Number(message.payload['batchId']));
  };
}

/** Brings a batch as far as it gets; may be cut off anywhere and asked again. A library that is away is waited for; a book that fails by itself keeps the others from nothing. */
export async function carryOutBatch(
  services: WritingServices,
  batchId: number,
): Promise<Later | undefined> {
  const em = services.em();
  const open = Map.groupBy(await openCorrections(em, batchId), ({ absId }) => absId);
  let failure: ExternalError | null = null;
  for (const [absId, corrections] of open) {
    try {
      await carryOutBook(services, absId, corrections);
    } catch (error) {
      if (!(error instanceof ExternalError)) throw error;
      failure = error;
      if (!(await isOfOneBook(services.audiobookshelf, error))) break;
      await em.transactional((inner) => giveUpOld(inner, corrections, error, services.now()));
    }
  }
  if (failure && (await openCorrections(em, batchId)).length > 0) {
    const { message, retryAt } = failure;
    await em.transactional((inner) => noteWait(inner, services, batchId, message));
    return later(retryAt ?? services.now(), message);
  }
  await em.transactional((inner) => closeBatch(inner, services, batchId));
  return undefined;
}

/** A book that the library has failed at for a day is left as it is. */
async function giveUpOld(
  em: EntityManager,
  corrections: readonly Correction[],
  { message }: ExternalError,
  now: Date,
): Promise<void> {
  const end = { state: 'refused', detail: message } as const;
  for (const one of corrections) {
    if (now.getTime() - one.askedAt.getTime() < givesUpMs) continue;
    await settleCorrection(em, one, end, now);
  }
}

/** Looks first: what the library holds decides what is still to be written. */
async function carryOutBook(
  services: WritingServices,
  absId: string,
  open: readonly Correction[],
): Promise<void> {
  const { audiobookshelf, em, now } = services;
  const fields = open.map(({ field }) => field);
  const found = await readBook(audiobookshelf, absId, fields);
  const corrections = found ? await noteBefore(em(), open, found.held) : open;
  const ends: Ending[] = [];
  const toWrite: Correction[] = [];
  for (const one of corrections) {
    const present = found?.held[one.field] ?? null;
    const verdict = found ? judgeCorrection(one, present) : 'gone';
    if (verdict === 'write') toWrite.push(one);
    else if (verdict === 'done') ends.push([one, { state: endOf(one), held: present }]);
    else ends.push([one, { state: 'kept', detail: whyKept(verdict, present) }]);
  }
  const written = toWrite.length > 0 ? await write(services, absId, toWrite) : null;
  await em().transactional(async (inner) => {
    for (const [one, end] of [...ends, ...(written?.ends ?? [])]) {
      await settleCorrection(inner, one, end, now());
    }
    if (written?.book) await noteWritten(inner, written.book, now());
  });
}

type Ending = [Correction, Parameters<typeof settleCorrection>[2]];

/** Writes and reads again: what counts is what the library holds afterwards. */
async function write(
  services: WritingServices,
  absId: string,
  corrections: readonly Correction[],
): Promise<{ ends: Ending[]; book: LibraryBook | null }> {
  const values: HeldValues = Object.fromEntries(
    corrections.map((one) => [one.field, one.state === 'undoing' ? one.before : one.after]),
  );
  const refused = await writeBook(services, absId, values);
  const book = await readBook(
    services.audiobookshelf,
    absId,
    corrections.map(({ field }) => field),
  );
  const ends = corrections.map((one): Ending => {
    const present = book?.held[one.field] ?? null;
    // A cover is known by its picture only after it was written.
    const isCover = one.field === 'coverUrl' && present !== null && one.state === 'intended';
    const isTaken = isCover || judgeCorrection(one, present) !== 'write';
    if (book && isTaken) return [one, { state: endOf(one), held: present }];
    const detail = refused.get(one.field) ?? 'Audiobookshelf did not take it';
    return [one, { state: 'refused', detail }];
  });
  return { ends, book };
}

/** Our own touch is no person's edit, and what the bot knows of the book follows at once. */
async function noteWritten(em: EntityManager, { item }: LibraryBook, now: Date): Promise<void> {
  await saveItems(em, [item], now);
  const [book] = await em.execute<{ id: number }[]>(
    'update books set written_updated_at = ? where abs_id = ? returning id',
    [item.updatedAt, item.id],
  );
  if (book) await countOwned(em, [book.id]);
}

function endOf({ state }: Correction): 'written' | 'undone' {
  return state === 'undoing' ? 'undone' : 'written';
}

function whyKept(verdict: 'changed' | 'gone', present: unknown): string {
  if (verdict === 'gone') return 'the book is no longer in the library';
  const text = typeof present === 'string' ? present : JSON.stringify(present);
  return `changed meanwhile to ${text.slice(0, 200)}`;
}

async function noteWait(
  em: EntityManager,
  { platforms }: WritingServices,
  batchId: number,
  reason: string,
): Promise<void> {
  const result = await em.execute<{ affectedRows: number }>(
    'update metadata_batches set waits_for = ? where id = ? and waits_for is distinct from ?',
    [storable(reason), batchId, storable(reason)],
    'run',
  );
  if (result.affectedRows > 0) await refreshCard(em, platforms, `metadata:${batchId}`);
}

async function closeBatch(
  em: EntityManager,
  { platforms, now }: WritingServices,
  batchId: number,
): Promise<void> {
  await em.execute(
    `update metadata_batches b
        set waits_for = null, written_at = coalesce(written_at, ?),
            status = case status when 'undoing' then 'undone' else 'written' end
      where id = ? and status in ('intended', 'undoing')
        and not exists (select 1 from metadata_corrections c
                         where c.batch_id = b.id and c.state in ('intended', 'undoing'))`,
    [now(), batchId],
  );
  await refreshCard(em, platforms, `metadata:${batchId}`);
}

function later(from: Date, reason: string): Later {
  return { retryAt: new Date(from.getTime() + waitMs), reason };
}
