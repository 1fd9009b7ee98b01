import type { EntityManager } from '@mikro-orm/postgresql';
import type { Reply } from '../command/reply.ts';
import { enqueue } from '../outbox/enqueue.ts';
import { choicesFor } from './direct-rules.ts';
import { enqueueDirect } from './enqueue-direct.ts';
import type { AlertKind, Severity } from './kinds.ts';
import { wantsAnswer } from './seen.ts';
import { listTargets } from './targets.ts';
import { storableJson } from '../storable.ts';

export type AlertDraft = {
  /** One alert per key, ever: the name of what happened and which time it was. */
  key: string;
  kind: AlertKind;
  severity: Severity;
  reply: Reply;
};

/** Stores an alert and one delivery per platform and per place of NOTIFY_URLS in the caller's transaction; false when it was raised before. */
export async function raise(
  em: EntityManager,
  platforms: readonly string[],
  alert: AlertDraft,
): Promise<boolean> {
  const rows = await em.execute<{ id: number }[]>(
    `insert into alerts (key, kind, severity, reply) values (?, ?, ?, ?::jsonb)
     on conflict (key) do nothing returning id`,
    [alert.key, alert.kind, alert.severity, storableJson(alert.reply)],
  );
  const row = rows[0];
  if (!row) return false;
  for (const platform of [...platforms, ...(await listTargets(em))]) {
    await enqueue(em, {
      key: `alert:${row.id}:${platform}`,
      kind: 'alert',
      topic: 'alert',
      lane: `chat:${platform}`,
      platform,
      payload: { alertId: row.id },
    });
  }
  if (wantsAnswer(alert)) {
    await enqueue(em, {
      key: `escalate:${row.id}`,
      kind: 'effect',
      topic: 'escalate',
      lane: `escalate:${row.id}`,
      payload: { alertId: row.id },
    });
  }
  await tellDirectly(em, platforms, { id: row.id, severity: alert.severity });
  return true;
}

/** To everybody who wants alerts of this severity for themselves. */
async function tellDirectly(
  em: EntityManager,
  platforms: readonly string[],
  { id, severity }: { id: number; severity: Severity },
): Promise<void> {
  const people = await em.execute<{ platform: string; person: string }[]>(
    `select platform, person from preferences
      where alerts_by_dm in (?) and refused_at is null order by platform, person`,
    [choicesFor(severity)],
  );
  for (const one of people.filter(({ platform }) => platforms.includes(platform))) {
    await enqueueDirect(em, id, one);
  }
}

/**
 * Asks every platform to show the present state of a subject (`proposal:12`) in its one message;
 * with `offersAgain` a message that a person deleted is replaced by a new one.
 */
export async function refreshCard(
  em: EntityManager,
  platforms: readonly string[],
  subject: string,
  { offersAgain = false }: { offersAgain?: boolean } = {},
): Promise<void> {
  for (const platform of platforms) {
    await enqueue(em, {
      key: `card:${subject}:${platform}:${crypto.randomUUID()}`,
      kind: 'card',
      topic: 'card',
      lane: `chat:${platform}`,
      platform,
      payload: { subject, ...(offersAgain ? { offersAgain } : {}) },
    });
  }
}
