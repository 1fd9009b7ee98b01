import type { EntityManager } from '@mikro-orm/postgresql';
import { ExternalError } from '../errors.ts';
import type { Handler, Later } from '../outbox/dispatch.ts';
import { enqueue } from '../outbox/enqueue.ts';
import { adjustForEvent } from './event-slots.ts';
import { arrangeQueue } from './first.ts';
import type { SeedingServices } from './watch.ts';

const topic = 'seeding-slots';
const lookAgainMs = 600_000;

/** Asks for the client's slots and queue to be brought in line with what goes on; one after the other. */
export async function askForSlots(em: EntityManager, now: Date): Promise<void> {
  const key = `${topic}:look:${now.getTime()}`;
  await enqueue(em, { key, kind: 'effect', topic, lane: topic, payload: {} });
}

/** What is right depends on what goes on when it is carried out, so it may be carried out at any time, again too. */
export function slotsHandler(services: SeedingServices): Handler {
  return async () => {
    const { qbittorrent } = services;
    if (!qbittorrent) return undefined;
    try {
      const withClient = { ...services, qbittorrent };
      const reason = await adjustForEvent(withClient);
      await arrangeQueue(withClient);
      return reason === null ? undefined : later(services, reason);
    } catch (error) {
      if (error instanceof ExternalError) return later(services, error.message);
      throw error;
    }
  };
}

function later({ now }: SeedingServices, reason: string): Later {
  return { retryAt: new Date(now().getTime() + lookAgainMs), reason };
}
