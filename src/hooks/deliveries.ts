import { createHash } from 'node:crypto';
import type { EntityManager } from '@mikro-orm/postgresql';

export type HookOutcome = 'taken' | 'repeated' | 'refused';
export type DeliveryRow = {
  id: number;
  at: Date;
  name: string;
  outcome: HookOutcome;
  /** What it set off, or why it was refused. */
  why: string | null;
};
export type DeliveryLog = { rows: DeliveryRow[]; total: number; offset: number };

/**
 * Writes down a delivery that may be taken; false when one with the same signature was taken before.
 * One without a signature is always new.
 */
export async function takeDelivery(
  em: EntityManager,
  { name, why, signature, at }: { name: string; why: string; signature: Buffer | null; at: Date },
): Promise<boolean> {
  const kept = signature && createHash('sha256').update(signature).digest();
  const taken = await em.execute<unknown[]>(
    `insert into hook_deliveries (at, name, outcome, why, signature) values (?, ?, 'taken', ?, ?)
     on conflict (signature) do nothing returning id`,
    [at, name, why, kept],
  );
  return taken.length > 0;
}

/** Writes down a delivery that set nothing off. */
export async function noteDelivery(
  em: EntityManager,
  {
    name,
    outcome,
    why,
    at,
  }: { name: string; outcome: 'repeated' | 'refused'; why: string; at: Date },
): Promise<void> {
  await em.execute('insert into hook_deliveries (at, name, outcome, why) values (?, ?, ?, ?)', [
    at,
    name,
    outcome,
    why,
  ]);
}

/** What came to the hooks, the newest first. */
export async function deliveryLog(
  em: EntityManager,
  { limit, offset }: { limit: number; offset: number },
): Promise<DeliveryLog> {
  const rows = await em.execute<DeliveryRow[]>(
    'select id, at, name, outcome, why from hook_deliveries order by id desc limit ? offset ?',
    [limit, offset],
  );
  const [count] = await em.execute<{ total: number }[]>(
    'select count(*)::int as total from hook_deliveries',
  );
  return { rows, total: count?.total ?? 0, offset };
}
