import { deliverAlert, deliverCard } from './alerts/deliver.ts';
import { deliverStory } from './alerts/keep-story.ts';
import { deliverDirect } from './alerts/deliver-direct.ts';
import { deliverGathered, gatherHeld } from './alerts/deliver-held.ts';
import { createJudge } from './alerts/judge.ts';
import { setTargets } from './alerts/targets.ts';
import { createPlaceOf } from './alerts/places.ts';
import { openNotifiers } from './open-notifiers.ts';
import { renderSubject } from './render-subject.ts';
import { renderStory } from './proposals/story.ts';
import type { Platform } from './chat/platform.ts';
import type { Handlers } from './outbox/dispatch.ts';
import type { Services } from './services.ts';

/** What posts alerts and cards in the chats of this process, and alerts to the places of NOTIFY_URLS. */
export async function postHandlers(
  services: Services,
  platforms: readonly Platform[],
): Promise<Handlers> {
  const placeOf = createPlaceOf(services);
  const renders = { card: renderSubject(services), story: renderStory(services) };
  const notifiers = openNotifiers(services.config);
  await setTargets(
    services.em(),
    notifiers.map(({ name }) => name),
  );
  const judge = createJudge(services);
  const posters = [...platforms, ...notifiers];
  const handlers = [
    ...posters.flatMap((poster) => [
      [`alert@${poster.name}`, deliverAlert(poster, placeOf, judge)] as const,
      [`held-alerts@${poster.name}`, gatherHeld(poster.name, placeOf, services.now)] as const,
      [`gathered-alerts@${poster.name}`, deliverGathered(poster)] as const,
    ]),
    ...platforms.flatMap((platform) => [
      [`card@${platform.name}`, deliverCard(platform, placeOf, renders)] as const,
      [`story@${platform.name}`, deliverStory(platform, renders.story)] as const,
    ]),
  ];
  const direct = platforms.flatMap(({ name, direct }) =>
    direct
      ? [[`direct-alert@${name}`, deliverDirect({ name, direct }, services.now)] as const]
      : [],
  );
  return Object.fromEntries([...handlers, ...direct]);
}
