import type { EntityManager } from '@mikro-orm/postgresql';
import type { RenderStory } from '../alerts/keep-story.ts';
import { timeText } from '../command/time-text.ts';
import { downloadEvents } from '../downloads/events.ts';
import type { Services } from '../services.ts';
import { progressOf } from './card.ts';
import { loadCard } from './load-card.ts';

const mostEvents = 40;

/** What happened to the download of a proposal, step by step, for the thread below its card. */
export function renderStory({ policy }: Pick<Services, 'policy'>): RenderStory {
  return async (em, subject) => {
    const [kind, id] = subject.split(':');
    const { downloadThreads, timeZone } = await policy(em);
    if (kind !== 'proposal' || downloadThreads === 'off') return null;
    return await storyOf(em, Number(id), timeZone);
  };
}

async function storyOf(em: EntityManager, id: number, timeZone: string) {
  const card = await loadCard(em, id);
  if (!card?.download) return null;
  const events = await downloadEvents(em, card.download.id);
  const items = events.slice(-mostEvents).map(({ at, status, detail }) => ({
    text: `${timeText(at, timeZone)} · ${status}`,
    ...(detail ? { detail } : {}),
  }));
  const { title } = card.book;
  return {
    topic: title,
    reply: {
      title: `How it goes: ${title}`,
      tone: 'info' as const,
      blocks: [...progressOf(card), { kind: 'list' as const, items }],
    },
  };
}
