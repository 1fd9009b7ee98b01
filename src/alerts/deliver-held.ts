import type { EntityManager } from '@mikro-orm/postgresql';
import { z } from 'zod';
import type { Reply } from '../command/reply.ts';
import type { Handler } from '../outbox/dispatch.ts';
import { enqueue } from '../outbox/enqueue.ts';
import { type Poster, postAt } from './deliver.ts';
import { heldLane, lockHeld } from './hold-back.ts';
import type { Topic } from './kinds.ts';
import type { PlaceOf } from './places.ts';
import { gathered } from './words/gathered.ts';

type Held = Topic & { id: number; reply: Reply };

/**
 * Gathers the alerts that were held back for the same reason, one message per channel. What a message tells
 * of is settled before it is posted: Discord answers a second try with what the first one said, so an alert
 * that came in between would be told of by none.
 */
export function gatherHeld(platform: string, placeOf: PlaceOf, now: () => Date): Handler {
  return async ({ key, payload }, em) => {
    await lockHeld(em, platform);
    const held = await heldAlerts(em, platform, payload['reason']);
    const channels = new Map<string | null, number[]>();
    for (const alert of held) {
      const place = await placeOf(em, alert, platform);
      if (place) channels.set(place.channel, [...(channels.get(place.channel) ?? []), alert.id]);
    }
    for (const [channel, alertIds] of channels) {
      await enqueue(em, {
        key: `${key}:${channel ?? 'main'}`,
        kind: 'alert',
        topic: 'gathered-alerts',
        lane: heldLane(payload['reason'], platform),
        platform,
        payload: { reason: payload['reason'], channel, alertIds },
      });
    }
    await em.execute(
      `update alert_deliveries set told_at = ? where platform = ? and alert_id in (?)`,
      [now(), platform, [0, ...held.map(({ id }) => id)]],
    );
    return undefined;
  };
}

const told = z.object({
  reason: z.enum(['quiet', 'storm']),
  channel: z.string().nullable(),
  alertIds: z.array(z.number()),
});

/** Posts the one message that tells of several alerts. */
export function deliverGathered(platform: Poster): Handler {
  return async ({ key, payload }, em) => {
    const { reason, channel, alertIds } = told.parse(payload);
    const alerts = await em.execute<Held[]>(
      'select id, kind, severity, reply from alerts where id in (?) order by id',
      [alertIds],
    );
    const when = reason === 'quiet' ? 'while it was quiet' : 'within a minute';
    if (alerts.length > 0) await postAt(platform, channel, { reply: gathered(alerts, when), key });
    return undefined;
  };
}

async function heldAlerts(em: EntityManager, platform: string, reason: unknown): Promise<Held[]> {
  return await em.execute<Held[]>(
    `select a.id, a.kind, a.severity, a.reply from alert_deliveries d join alerts a on a.id = d.alert_id
      where d.platform = ? and d.outcome = ? and d.told_at is null order by a.id`,
    [platform, reason],
  );
}
