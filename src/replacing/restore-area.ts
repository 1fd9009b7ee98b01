import type { EntityManager } from '@mikro-orm/postgresql';
import { raise } from '../alerts/raise.ts';
import { mayItGo } from '../alerts/words/replacing.ts';
import { keptReplacements } from './rows.ts';

export type Kept = {
  id: number;
  title: string;
  /** Which edition is kept: after an undo it is the new one. */
  edition: 'old' | 'new';
  sizeBytes: number;
  since: Date | null;
};

/** What the restore area holds. */
export async function listKept(em: EntityManager): Promise<Kept[]> {
  return (await keptReplacements(em)).map((row) => ({
    id: row.id,
    title: row.title,
    edition: row.undoneAt ? 'new' : 'old',
    sizeBytes: row.sizeBytes,
    since: row.undoneAt ?? row.replacedAt,
  }));
}

/** Asks once for each edition that has been kept for RESTORE_DAYS; answers for how many. */
export async function askAboutKept(
  em: EntityManager,
  platforms: readonly string[],
  { restoreDays, now }: { restoreDays: number; now: Date },
): Promise<number> {
  const before = new Date(now.getTime() - restoreDays * 86_400_000);
  const due = await em.execute<{ id: number }[]>(
    `update replacements set asked_at = ?
      where status in ('replaced', 'undone') and asked_at is null
        and coalesce(undone_at, replaced_at) <= ? returning id`,
    [now, before],
  );
  const ids = new Set(due.map(({ id }) => id));
  for (const row of await keptReplacements(em)) {
    if (!ids.has(row.id)) continue;
    await raise(em, platforms, { key: `replacement-kept:${row.id}`, ...mayItGo(row, restoreDays) });
  }
  return due.length;
}
