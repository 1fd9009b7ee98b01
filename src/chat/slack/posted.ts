import type { Api } from './api.ts';
import { Refusal } from './faults.ts';

const eventType = 'shelfwarden_post';
const mostRemembered = 1000;
/** How many of the channel's newest messages are looked at; an unanswered post is seconds or minutes old. */
const lookedAt = 200;

export type Posted = {
  /** The message that carries a key, looked up in the channel when it may be there without our knowing. */
  find(key: string): Promise<string | null>;
  add(key: string, ts: string): void;
  /** A post with this key was not answered: it may be there all the same. */
  doubt(key: string): void;
};

/** What marks a message as the post with this key. */
export function metadataOf(key: string): Record<string, unknown> {
  return { event_type: eventType, event_payload: { key } };
}

/**
 * Knows which posts are in the channel. At the start every one may be, from before a crash. Where the
 * app may not read the channel it only remembers its own: an alert may then come twice, never not at all.
 */
export function createPosted(api: Api, channelId: string): Posted {
  const known = new Map<string, string>();
  const doubtful = new Set<string>();
  let hasLooked = false;

  function add(key: string, ts: string): void {
    known.set(key, ts);
    doubtful.delete(key);
    const [oldest] = known.keys();
    if (known.size > mostRemembered && oldest !== undefined) known.delete(oldest);
  }

  return {
    async find(key) {
      if (!known.has(key) && (!hasLooked || doubtful.has(key))) {
        for (const [found, ts] of await lookUp(api, channelId)) add(found, ts);
        hasLooked = true;
        doubtful.delete(key);
      }
      return known.get(key) ?? null;
    },
    add,
    doubt: (key) => doubtful.add(key),
  };
}

async function lookUp(api: Api, channelId: string): Promise<[key: string, ts: string][]> {
  const input = { channel: channelId, limit: lookedAt, include_all_metadata: true };
  try {
    const { bot_id: self } = await api.call('auth.test');
    const { messages } = await api.call('conversations.history', input);
    return (messages as Message[]).flatMap(({ ts, bot_id: author, metadata }) => {
      const key = metadata?.event_type === eventType ? metadata.event_payload?.['key'] : undefined;
      return typeof key === 'string' && author === self ? [[key, ts] as [string, string]] : [];
    });
  } catch (error) {
    if (error instanceof Refusal) return [];
    throw error;
  }
}

type Message = {
  ts: string;
  bot_id?: string;
  metadata?: { event_type?: string; event_payload?: Record<string, unknown> };
};
