import type { EntityManager } from '@mikro-orm/postgresql';
import { storable, storableJson } from '../storable.ts';
import type { Actor } from './actor.ts';

export type AuditEntry = {
  actor: Actor;
  command: string;
  input: Record<string, unknown>;
  outcome: string;
  detail?: string;
};

/** Writes who did what with which outcome, in the caller's unit of work. */
export async function recordAudit(em: EntityManager, entry: AuditEntry): Promise<void> {
  await em.execute(
    `insert into audit (actor_id, actor_name, platform, command, input, outcome, detail)
     values (?, ?, ?, ?, ?::jsonb, ?, ?)`,
    [
      entry.actor.id,
      entry.actor.name,
      entry.actor.platform,
      entry.command,
      storableJson(entry.input),
      entry.outcome,
      entry.detail === undefined ? null : storable(entry.detail),
    ],
  );
}
