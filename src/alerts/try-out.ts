import type { EntityManager } from '@mikro-orm/postgresql';
import type { Services } from '../services.ts';
import type { Severity } from './kinds.ts';
import { createPlaceOf } from './places.ts';
import { raise } from './raise.ts';
import type { Place } from './routes.ts';
import { listTargets } from './targets.ts';
import { trial } from './words/trial.ts';

/** Sends a test to every place where alerts of a severity go, and answers which these are. */
export async function tryOut(
  em: EntityManager,
  services: Pick<Services, 'policy' | 'platforms'>,
  { severity, actor }: { severity: Severity; actor: string },
): Promise<Place[]> {
  const words = trial(severity, actor);
  const placeOf = createPlaceOf(services);
  const names = [...services.platforms, ...(await listTargets(em))];
  const places: Place[] = [];
  for (const name of names) {
    const place = await placeOf(em, words, name);
    if (place) places.push(place);
  }
  await raise(em, services.platforms, { key: `test:${crypto.randomUUID()}`, ...words });
  return places;
}
