import type { Api } from './api.ts';
import { Refusal } from './faults.ts';

const eventType = 'shelfwarden_post';
const mostRemembered = 1000;
const lookedAt = 200;
/** How old a post from before a restart may be. Older ones may be of another installation in the same channel. */
const crashMs = 10 * 60_000;
/** How far Slack's clock and ours may be apart. */
const skewMs = 60_000;

export type Posted = {
  /** The message that carries a key, looked up in the channel when it may be there without our knowing. */
  find(key: string): Promise<string | null>;
  add(key: string, ts: string): void;
  /** A post with this key, sent then, was not answered: it may be there all the same. */
  doubt(key: string, since: Date): void;
};

/** What marks a message as the post with this key. */
export function metadataOf(key: string): Record<string, unknown> {
  return { event_type: eventType, event_payload: { key } };
}

/**
 * Knows which posts are in the channel. At the start every one may be, from before a crash. Where the
 * app may not read the channel it only remembers its own: an alert may then come twice, never not at all.
 */
export function createPosted(
  api: Api,
  { channelId, now }: { channelId: string; now: () => Date },
): Posted {
  const known = new Map<string, string>();
  /** Since when a post with a key may be there. */
  const doubtful = new Map<string, number>();
  let beforeStart: number | null = now().getTime() - crashMs;

  function add(key: string, ts: string): void {
    known.set(key, ts);
    doubtful.delete(key);
    const [oldest] = known.keys();
    if (known.size > mostRemembered && oldest !== undefined) known.delete(oldest);
  }

  return {
    async find(key) {
      const since = doubtful.get(key) ?? beforeStart;
      if (!known.has(key) && since !== null) {
        for (const [found, ts] of await lookUp(api, channelId, since - skewMs)) add(found, ts);
        beforeStart = null;
        doubtful.delete(key);
      }
      return known.get(key) ?? null;
    },
    add,
    doubt(key, since) {
      if (!doubtful.has(key)) doubtful.set(key, since.getTime());
    },
  };
}

async function lookUp(api: Api, channel: string, since: number): Promise<[string, string][]> {
  const oldest = String(since / 1000);
  const input = { channel, oldest, limit: lookedAt, include_all_metadata: true };
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
