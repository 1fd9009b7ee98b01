import type { EntityManager } from '@mikro-orm/postgresql';
import { enqueue } from '../outbox/enqueue.ts';

/** An alert for one person alone. */
export async function enqueueDirect(
  em: EntityManager,
  alertId: number,
  { platform, person }: { platform: string; person: string },
): Promise<void> {
  await enqueue(em, {
    key: `direct:${alertId}:${platform}:${person}`,
    kind: 'alert',
    topic: 'direct-alert',
    lane: `direct:${platform}:${person}`,
    platform,
    payload: { alertId, person },
  });
}
