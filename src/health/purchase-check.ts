import type { EntityManager } from '@mikro-orm/postgresql';
import type { Problem } from './problems.ts';

/** What was sent to the tracker and may have counted or not. */
export async function purchaseProblems(em: EntityManager): Promise<Problem[]> {
  const rows = await em.execute<{ id: number; kind: string; detail: string | null }[]>(
    `select id, kind, detail from purchases where status = 'unknown' order by id`,
  );
  return rows.map((row) => ({
    area: 'purchases',
    severity: 'warning' as const,
    text: `purchase ${row.id} (${row.kind}) has no known end: ${row.detail ?? 'no answer'}`,
    hint: 'points',
  }));
}
