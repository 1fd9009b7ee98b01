import { createPlaceOf } from './alerts/places.ts';
import { keepBoard } from './board/keep.ts';
import { boardRenderer } from './board/render.ts';
import { keepDoing } from './board/run.ts';
import type { Platform } from './chat/platform.ts';
import { messageOf } from './errors.ts';
import type { Services } from './services.ts';

const everyMs = 20_000;

/** Keeps the status board of every chat of this process that can have one. */
export function keepBoards(
  services: Services,
  platforms: readonly Platform[],
): { stop: () => Promise<void> } {
  const placeOf = createPlaceOf(services);
  const render = boardRenderer(services);
  const { em, now, log } = services;
  const running = platforms.flatMap(({ lasting, ...platform }) => {
    if (!lasting) return [];
    let told = '';
    const onFailure = (error: unknown) => {
      const cause = messageOf(error);
      if (cause !== told) log.warn({ platform: platform.name, cause }, 'the status board waits');
      told = cause;
    };
    const work = () => keepBoard({ em, platform: { ...platform, lasting }, placeOf, render, now });
    return [keepDoing({ work, everyMs, onFailure })];
  });
  return {
    stop: async () => void (await Promise.all(running.map((one) => one.stop()))),
  };
}
