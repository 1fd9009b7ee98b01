import type { EntityManager } from '@mikro-orm/postgresql';
import { z } from 'zod';
import { storable } from '../storable.ts';
import { leave, nothing, type Taken } from './report.ts';
import { download } from './take-downloads.ts';
import { cell, type ForeignTables, moment, readRows } from './tables.ts';

const attempt = z.object({
  task_name: cell,
  item_id: cell,
  item_name: cell,
  reason: cell,
  error_code: cell,
  error_details: cell,
  first_attempt: moment,
  last_attempt: moment,
  attempt_count: cell,
});

/** What failed for good, which is kept for ever, and the downloads that were given up. */
export async function takeFailures(
  em: EntityManager,
  tables: ForeignTables,
  now: Date,
): Promise<Taken> {
  const thing = nothing('failed attempts');
  const attempts = await readRows(tables, 'failed_attempts', attempt);
  leave(thing, attempts.unreadable, 'rows that cannot be read');
  const givenUp = (await readRows(tables, 'downloads', download)).rows
    .filter(({ status }) => status === 'abandoned')
    .map((row) => ({
      task_name: 'downloads',
      item_id: `former-${row.id}`,
      item_name: row.title,
      reason: row.abs_import_error || 'given up by the former program',
      error_code: '',
      error_details: '',
      first_attempt: row.date_queued,
      last_attempt: row.last_attempt,
      attempt_count: row.retry_count,
    }));
  for (const one of [...attempts.rows, ...givenUp]) {
    const at = one.last_attempt ?? one.first_attempt ?? now;
    const stored = await em.execute<unknown[]>(
      `insert into failed_attempts (task_name, item_id, item_name, reason, error_code, error_details,
                                    first_attempt, last_attempt, attempt_count, attempt_metadata)
       values (?, ?, ?, ?, nullif(?, ''), nullif(?, ''), ?, ?, ?, '{"origin": "former program"}')
       on conflict (task_name, item_id, reason) do nothing returning id`,
      [
        ...[one.task_name, one.item_id, one.item_name, one.reason].map(storable),
        ...[one.error_code, one.error_details].map(storable),
        one.first_attempt ?? at,
        at,
        Math.max(1, Math.trunc(Number(one.attempt_count)) || 1),
      ],
    );
    if (stored.length > 0) thing.taken += 1;
    else thing.known += 1;
  }
  return thing;
}
