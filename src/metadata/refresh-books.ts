import type { EntityManager } from '@mikro-orm/postgresql';
import type { Audiobookshelf } from '../clients/audiobookshelf/index.ts';
import { raise } from '../alerts/raise.ts';
import { metadataRun } from '../alerts/words/metadata.ts';
import { messageOf } from '../errors.ts';
import type { JobContext, JobResult } from '../job/definition.ts';
import { firstTryOf } from '../job/steps.ts';
import { closeAbandoned, closeCollected } from './batches.ts';
import { type Choice, chooseBooks } from './choose-books.ts';
import type { PlanMode } from './plan-changes.ts';
import { isOfOneBook } from './of-one-book.ts';
import {
  type BookOutcome,
  refreshBook,
  type RefreshOptions,
  type Sources,
} from './refresh-book.ts';
import {
  count,
  emptyReport,
  finish,
  type RefreshReport,
  refreshSummary,
} from './refresh-report.ts';

export type RefreshJob = { name: string; title: string; mode: PlanMode; choice: Choice };

/** So many books in a row that no catalogue answers for end a run. */
const silenceLimit = 3;

/**
 * A run over many books. What it did of each is committed with the book's mark, so a run that was cut
 * off goes on where it was, in the batch it was filling. Ends early, and says so, when no catalogue
 * answers any more (a used-up quota, for instance).
 */
export async function refreshBooks(
  context: Pick<JobContext, 'services' | 'em' | 'signal' | 'input' | 'progress'>,
  sources: Sources,
  job: RefreshJob,
): Promise<JobResult> {
  const { services, em, input } = context;
  const { audiobookshelf, platforms, now } = services;
  if (!audiobookshelf) return { summary: 'nothing done: Audiobookshelf is not configured' };
  const options = await optionsOf(context, job);
  const begun = await begunAt(em(), options.run, now());
  await em().transactional((inner) =>
    closeAbandoned(inner, platforms, { job: job.name, run: options.run }),
  );
  const ids = await chooseBooks(em(), job.choice, { now: now(), since: begun });
  const report = emptyReport();
  let silentBooks = 0;
  try {
    for (const [index, id] of ids.entries()) {
      context.signal.throwIfAborted();
      const inner = em();
      const book = await readBook(inner, id);
      if (!book) continue;
      await context.progress({ label: book.title, done: index, total: ids.length });
      const outcome = await refreshBook(inner, audiobookshelf, sources, book, {
        ...options,
        now: now(),
      }).catch((error: unknown) => failureOf(audiobookshelf, error));
      count(report, book, outcome);
      if (outcome.kind !== 'planned') continue;
      silentBooks = outcome.heard === 0 && outcome.silent.length > 0 ? silentBooks + 1 : 0;
      if (silentBooks < silenceLimit) continue;
      report.stopped = `no catalogue answers (${reasonsOf(report.silent)})`;
      break;
    }
  } finally {
    // Also when the library went away on the way: what was found until then counts.
    await em().transactional((inner) =>
      closeCollected(inner, platforms, options.run, { onlyFull: false }),
    );
  }
  const done = finish(report);
  const isNews = done.filled + done.proposed > 0 && !options.isDryRun;
  if (isNews) await tell(em(), platforms, options, done);
  return {
    summary: refreshSummary(done, input['dryRun'] === true),
    processed: done.processed,
    succeeded: done.processed,
    failed: done.failed.length,
    report: done,
  };
}

/** Once for each run that changed something or asks. */
async function tell(
  em: EntityManager,
  platforms: readonly string[],
  { run, title }: RefreshOptions,
  report: RefreshReport,
): Promise<void> {
  const words = metadataRun({ title, ...report });
  await em.transactional((inner) => raise(inner, platforms, { key: `metadata:${run}`, ...words }));
}

/** A book that the library fails at keeps the run from no other one. */
async function failureOf(audiobookshelf: Audiobookshelf, error: unknown): Promise<BookOutcome> {
  if (await isOfOneBook(audiobookshelf, error)) {
    return { kind: 'failed', reason: messageOf(error) };
  }
  throw error;
}

async function optionsOf(
  { services, em, input }: Pick<JobContext, 'services' | 'em' | 'input'>,
  { name, title, mode }: RefreshJob,
): Promise<RefreshOptions> {
  return {
    run: `${name}:${await firstTryOf(em(), name, input)}`,
    title,
    by: name,
    mode,
    force: input['force'] === true,
    isDryRun: input['dryRun'] === true,
    platforms: services.platforms,
  };
}

/** When the first try of the run began. */
async function begunAt(em: EntityManager, run: string, now: Date): Promise<Date> {
  const [row] = await em.execute<{ begun: Date | null }[]>(
    'select actual_start as begun from tasks where id = ?',
    [Number(run.split(':').at(-1))],
  );
  return row?.begun ?? now;
}

async function readBook(em: EntityManager, id: number) {
  const [row] = await em.execute<
    {
      id: number;
      absId: string;
      title: string;
      completeness: number | null;
      writtenAt: Date | null;
    }[]
  >(
    `select id, abs_id as "absId", title, written_updated_at as "writtenAt",
            case when last_metadata_update is not null
                 then metadata_completeness_percent end as completeness
       from books where id = ?`,
    [id],
  );
  return row ?? null;
}

function reasonsOf(silent: Readonly<Record<string, string>>): string {
  return Object.entries(silent)
    .map(([provider, reason]) => `${provider}: ${reason}`)
    .join('; ');
}
