import type { EntityManager } from '@mikro-orm/postgresql';
import type { Services } from '../services.ts';
import type { Topic } from './kinds.ts';
import { listTargets } from './targets.ts';
import { type Place, placesFor } from './routes.ts';

/** Where a chat shows messages about a topic, as things are set now; null: not in this chat. */
export type PlaceOf = (em: EntityManager, topic: Topic, platform: string) => Promise<Place | null>;

export function createPlaceOf({
  policy,
  platforms,
}: Pick<Services, 'policy' | 'platforms'>): PlaceOf {
  return async (em, topic, platform) => {
    const { alertRoutes } = await policy(em);
    const present = [...platforms, ...(await listTargets(em))];
    return placesFor(alertRoutes, topic, present).find((one) => one.platform === platform) ?? null;
  };
}
