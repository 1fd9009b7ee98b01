import type { EntityManager } from '@mikro-orm/postgresql';
import type { Reply } from '../command/reply.ts';
import type { Handler } from '../outbox/dispatch.ts';
import { type Poster, postAt } from './deliver.ts';
import { lockHeld } from './hold-back.ts';
import type { Topic } from './kinds.ts';
import type { PlaceOf } from './places.ts';
import { gathered } from './words/gathered.ts';

type Held = Topic & { id: number; reply: Reply };

/** Tells in one message per channel of all alerts that were held back for the same reason. */
export function deliverHeld(platform: Poster, placeOf: PlaceOf, now: () => Date): Handler {
  return async ({ key, payload }, em) => {
    await lockHeld(em, platform.name);
    const held = await heldAlerts(em, platform.name, payload['reason']);
    const channels = new Map<string | null, Held[]>();
    for (const alert of held) {
      const place = await placeOf(em, alert, platform.name);
      if (place) channels.set(place.channel, [...(channels.get(place.channel) ?? []), alert]);
    }
    for (const [channel, alerts] of channels) {
      const reply = gathered(
        alerts,
        payload['reason'] === 'quiet' ? 'while it was quiet' : 'within a minute',
      );
      await postAt(platform, channel, { reply, key: `${key}:${channel ?? 'main'}` });
    }
    await em.execute(
      `update alert_deliveries set told_at = ? where platform = ? and alert_id in (?)`,
      [now(), platform.name, [0, ...held.map(({ id }) => id)]],
    );
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
