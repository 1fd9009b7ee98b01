import { setTimeout as sleep } from 'node:timers/promises';
import type { Interaction, Message } from 'discord.js';
import type { Desk } from './desk.ts';
import { serveInteraction } from './interactions.ts';
import { serveMessage } from './messages.ts';
import { createFirstSight } from '../common/first-sight.ts';

export type Reception = {
  onInteraction: (interaction: Interaction) => void;
  onMessage: (message: Message) => void;
  /** Resolves when everybody who came has been served, or after some seconds. */
  settle: () => Promise<unknown>;
};

const longestMs = 5000;

/** Serves everybody who comes, once each and side by side; a failure of one is told and harms nobody else. */
export function createReception(
  deskFor: (event: Interaction | Message) => Desk,
  onError: (error: unknown) => void,
): Reception {
  const isFirst = createFirstSight();
  const inWork = new Set<Promise<void>>();

  function take<Event extends Interaction | Message>(
    serve: (event: Event, desk: Desk) => Promise<void>,
  ): (event: Event) => void {
    const serveOne = async (event: Event) => serve(event, deskFor(event));
    return (event) => {
      if (!isFirst(event.id)) return;
      const work = serveOne(event)
        .catch(onError)
        .finally(() => inWork.delete(work));
      inWork.add(work);
    };
  }

  return {
    onInteraction: take(serveInteraction),
    onMessage: take(serveMessage),
    settle: () => Promise.race([Promise.all(inWork), sleep(longestMs, undefined, { ref: false })]),
  };
}
