import type { EntityManager } from '@mikro-orm/postgresql';
import type { Severity } from './kinds.ts';

export type AlertRow = {
  id: number;
  at: Date;
  kind: string;
  severity: Severity;
  title: string;
  /** In how many chats it was held back by a mute. */
  muted: number;
};
export type AlertHistory = { rows: AlertRow[]; total: number; offset: number };

/** Every alert there was, the newest first, those that were muted among them. */
export async function alertHistory(
  em: EntityManager,
  { limit, offset }: { limit: number; offset: number },
): Promise<AlertHistory> {
  const rows = await em.execute<AlertRow[]>(
    `select a.id, a.created_at as at, a.kind, a.severity, a.reply ->> 'title' as title,
            (select count(*) from alert_deliveries d
              where d.alert_id = a.id and d.outcome = 'muted')::int as muted
       from alerts a order by a.id desc limit ? offset ?`,
    [limit, offset],
  );
  const [count] = await em.execute<{ total: number }[]>('select count(*) as total from alerts');
  return { rows, total: count?.total ?? 0, offset };
}
