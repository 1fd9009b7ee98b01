import type { EntityManager } from '@mikro-orm/postgresql';

export type AuditRow = {
  id: number;
  at: Date;
  actor: string;
  actorId: string;
  platform: string;
  command: string;
  input: Record<string, unknown>;
  outcome: string;
  detail: string | null;
};
export type AuditQuestion = {
  actor?: string | undefined;
  command?: string | undefined;
  outcome?: string | undefined;
  days?: number | undefined;
  limit: number;
  offset: number;
  now: Date;
};

/** Who changed what, the newest first; refused and failed tries too. */
export async function auditLog(
  em: EntityManager,
  { actor, command, outcome, days, limit, offset, now }: AuditQuestion,
): Promise<{ rows: AuditRow[]; total: number }> {
  const since = days === undefined ? null : new Date(now.getTime() - days * 86_400_000);
  const where = `(?::text is null or actor_name ilike ? or actor_id = ?)
      and (?::text is null or command = ?) and (?::text is null or outcome = ?)
      and (?::timestamptz is null or at >= ?)`;
  const like = actor === undefined ? null : `%${actor.replaceAll(/[\\%_]/g, String.raw`\$&`)}%`;
  const [who, what, how] = [actor ?? null, command ?? null, outcome ?? null];
  const values = [like, like, who, what, what, how, how, since, since];
  const rows = await em.execute<AuditRow[]>(
    `select id::int, at, actor_name as actor, actor_id as "actorId", platform, command, input, outcome, detail
       from audit where ${where} order by id desc limit ? offset ?`,
    [...values, limit, offset],
  );
  const [count] = await em.execute<{ total: number }[]>(
    `select count(*)::int as total from audit where ${where}`,
    values,
  );
  return { rows, total: count?.total ?? 0 };
}
