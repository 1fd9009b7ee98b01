import type { EntityManager } from '@mikro-orm/postgresql';
import { UserError } from '../errors.ts';
import { type Asked, askForRun } from '../job/ask.ts';
import type { JobInfo } from '../services.ts';
import type { Choice } from './choose-books.ts';

/** Which books a person wants looked over: one, those of the last days, or those that are less complete. */
export type Correction = {
  bookId?: number | undefined;
  days?: number | undefined;
  below: number;
  limit: number;
  force: boolean;
  isDryRun: boolean;
};

/** Asks for a run over these books; throws UserError for a book that does not exist. */
export async function askToCorrect(
  em: EntityManager,
  jobs: readonly JobInfo[],
  { bookId, days, below, limit, force, isDryRun }: Correction,
  { actor, now }: { actor: string; now: Date },
): Promise<Asked> {
  if (bookId !== undefined) await refuseUnknownBook(em, bookId);
  const choice: Choice =
    bookId !== undefined
      ? { kind: 'one', bookId }
      : days !== undefined
        ? { kind: 'added', days }
        : { kind: 'below', percent: below, limit };
  const input = { choice, force, dryRun: isDryRun };
  return await askForRun(em, jobs, { job: 'metadata-correct', actor, input, now });
}

/** The books a run was asked for; every book when nothing was said. */
export function readCorrection(input: Readonly<Record<string, unknown>>): Choice {
  return (input['choice'] as Choice | undefined) ?? { kind: 'all' };
}

export async function refuseUnknownBook(em: EntityManager, bookId: number): Promise<void> {
  const rows = await em.execute<unknown[]>(
    `select 1 from books where id = ? and status <> 'archived'`,
    [bookId],
  );
  if (rows.length > 0) return;
  throw new UserError('not_found', `There is no book ${bookId}.`, '"book" finds them.');
}
