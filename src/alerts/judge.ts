import type { EntityManager } from '@mikro-orm/postgresql';
import { endsAt } from '../day-hours.ts';
import type { Services } from '../services.ts';
import type { Hold, Judge } from './hold-back.ts';
import type { Topic } from './kinds.ts';

/** So many alerts in so long a time are read one by one; what comes on top comes together. */
const mostAtOnce = 5;
const stormWindowMs = 60_000;
const stormRestMs = 20_000;

/** Urgent alerts are never muted and come at night; a storm of them comes together as any other does. */
export function createJudge({ policy, now }: Pick<Services, 'policy' | 'now'>): Judge {
  return async (em, alert, platform) => {
    const at = now();
    if (alert.kind === 'test') return { hold: null, now: at };
    const { quietHours, timeZone } = await policy(em);
    const isUrgent = alert.severity === 'critical';
    const quietUntil = isUrgent ? null : endsAt(quietHours, timeZone, at);
    if (!isUrgent && (await isMuted(em, alert, at))) return { hold: { reason: 'muted' }, now: at };
    const hold: Hold | null = quietUntil
      ? { reason: 'quiet', until: quietUntil }
      : await stormNow(em, platform, at);
    return { hold, now: at };
  };
}

async function isMuted(em: EntityManager, { kind, severity }: Topic, now: Date): Promise<boolean> {
  const rows = await em.execute<unknown[]>(
    'select 1 from mutes where topic in (?) and until > ? limit 1',
    [[kind, severity, 'all'], now],
  );
  return rows.length > 0;
}

async function stormNow(em: EntityManager, platform: string, now: Date): Promise<Hold | null> {
  const [recent] = await em.execute<{ count: number }[]>(
    `select count(*) as count from alert_deliveries
      where platform = ? and outcome = 'posted' and at > ?`,
    [platform, new Date(now.getTime() - stormWindowMs)],
  );
  if ((recent?.count ?? 0) < mostAtOnce) return null;
  return { reason: 'storm', until: new Date(now.getTime() + stormRestMs) };
}
