import type { EntityManager } from '@mikro-orm/postgresql';
import { raise } from '../alerts/raise.ts';
import { callTo } from '../alerts/words/call-to.ts';
import { downloadAbandoned, downloadFailed } from '../alerts/words/downloads.ts';
import { requestRun } from '../job/requests.ts';
import { blockRelease } from '../releases/save.ts';
import { requestersOf } from '../wishlist/requesters.ts';
import type { Download } from './download.entity.ts';
import { moveDownload } from './move.ts';
import { inFlightStatuses } from './states.ts';
import { stopButtons } from './stops.ts';

/** After this many failed releases a book is left to a person. */
const mostReleases = 3;

/**
 * Gives a release up: it is blocked, the book is searched again for the next best one, and after the
 * third failed release it is abandoned with an alert.
 */
export async function failRelease(
  em: EntityManager,
  platforms: readonly string[],
  download: Download,
  failure: { reason: string; set?: Partial<Download> },
  now: Date,
): Promise<void> {
  await em.transactional(async (inner) => {
    const earlier = await failedReleases(inner, download.missingBook?.id ?? null);
    const isLast = earlier + 1 >= mostReleases;
    const status = isLast ? 'abandoned' : 'failed';
    const nextStep = isLast
      ? 'search for another release by hand'
      : 'the next best release is looked for';
    const failed = await moveDownload(
      inner,
      platforms,
      download.id,
      {
        status,
        from: ['queued', 'waiting', ...inFlightStatuses],
        detail: failure.reason,
        nextStep,
        ...(failure.set ? { set: failure.set } : {}),
      },
      now,
    );
    if (failed.status !== status) return;
    const { release, missingBook } = failed;
    if (release) {
      const by = { actor: 'bot', reason: failure.reason, missingBookId: missingBook?.id ?? null };
      await blockRelease(inner, release, by);
    }
    if (missingBook) {
      missingBook.downloadStatus = isLast ? 'failed' : 'identified';
      missingBook.isWanted = !isLast;
      missingBook.nextSearchAt = now;
      await inner.flush();
    }
    await recordFailedAttempt(inner, failed, failure.reason, now);
    const { id } = failed;
    const buttons = stopButtons(null, { id, hasRelease: Boolean(release) });
    const words = isLast
      ? callTo(
          await requestersOf(inner, missingBook?.id ?? null),
          downloadAbandoned(failed, { reason: failure.reason, buttons }),
        )
      : downloadFailed(failed, failure.reason);
    await raise(inner, platforms, {
      key: `download-failed:${download.id}:${failed.retryCount}`,
      ...words,
    });
    if (!isLast)
      await requestRun(inner, { job: 'queue', cause: 'event', actor: null, input: {}, now });
  });
}

async function failedReleases(em: EntityManager, missingBookId: number | null): Promise<number> {
  if (missingBookId === null) return 0;
  const rows = await em.execute<{ failed: number }[]>(
    `select count(*) as failed from downloads where missing_book_id = ? and status = 'failed'`,
    [missingBookId],
  );
  return rows[0]?.failed ?? 0;
}

/** Kept for ever: which release of which book failed why, and how often. */
async function recordFailedAttempt(
  em: EntityManager,
  download: Download,
  reason: string,
  now: Date,
): Promise<void> {
  await em.execute(
    `insert into failed_attempts (task_name, item_id, item_name, reason, first_attempt, last_attempt)
     values ('downloads', ?, ?, ?, ?, ?)
     on conflict (task_name, item_id, reason) do update
       set last_attempt = excluded.last_attempt, attempt_count = failed_attempts.attempt_count + 1`,
    [`download:${download.id}`, download.title, reason, now, now],
  );
}
