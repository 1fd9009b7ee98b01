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
  /** The message that carries a key, looked up in its channel when it may be there without our knowing. */
  find(channel: string, key: string): Promise<string | null>;
  /** The message that carries a key, if it was posted since then; asks Slack in any case. */
  search(channel: string, key: string, since: Date): Promise<string | null>;
  /** The same among the messages below another one. */
  searchBelow(parent: { channel: string; messageId: string }, key: string): Promise<string | null>;
  add(channel: string, key: string, ts: string): void;
  /** A post with this key, sent then, was not answered: it may be there all the same. */
  doubt(channel: string, key: string, since: Date): void;
};

/** What marks a message as the post with this key. */
export function metadataOf(key: string): Record<string, unknown> {
  return { event_type: eventType, event_payload: { key } };
}

/**
 * Knows which posts are in the channels. At the start every one may be, from before a crash. Where the
 * app may not read a channel it only remembers its own: an alert may then come twice, never not at all.
 */
export function createPosted(api: Api, now: () => Date): Posted {
  const known = new Map<string, string>();
  /** Since when a post with a key may be there. */
  const doubtful = new Map<string, number>();
  const startedAt = now().getTime();
  const lookedInto = new Set<string>();
  const name = (channel: string, key: string) => `${channel} ${key}`;

  function add(channel: string, key: string, ts: string): void {
    known.set(name(channel, key), ts);
    doubtful.delete(name(channel, key));
    const [oldest] = known.keys();
    if (known.size > mostRemembered && oldest !== undefined) known.delete(oldest);
  }

  return {
    async find(channel, key) {
      const own = name(channel, key);
      const since = doubtful.get(own) ?? (lookedInto.has(channel) ? null : startedAt - crashMs);
      if (!known.has(own) && since !== null) {
        const found = await lookUp(api, channel, since - skewMs);
        for (const [other, ts] of found) add(channel, other, ts);
        lookedInto.add(channel);
        doubtful.delete(own);
      }
      return known.get(own) ?? null;
    },
    async search(channel, key, since) {
      const found = await lookUp(api, channel, since.getTime() - skewMs);
      return new Map(found).get(key) ?? null;
    },
    async searchBelow({ channel, messageId }, key) {
      const replies = { channel, ts: messageId, limit: lookedAt, include_all_metadata: true };
      const found = await ownMessages(api, 'conversations.replies', replies);
      return new Map(found).get(key) ?? null;
    },
    add,
    doubt(channel, key, since) {
      const own = name(channel, key);
      if (!doubtful.has(own)) doubtful.set(own, since.getTime());
    },
  };
}

async function lookUp(api: Api, channel: string, since: number): Promise<[string, string][]> {
  const oldest = String(since / 1000);
  const input = { channel, oldest, limit: lookedAt, include_all_metadata: true };
  return await ownMessages(api, 'conversations.history', input);
}

/** The messages of ours that carry a key; none where the app may not read. */
async function ownMessages(
  api: Api,
  method: 'conversations.history' | 'conversations.replies',
  input: Record<string, unknown>,
): Promise<[string, string][]> {
  try {
    const { bot_id: self } = await api.call('auth.test');
    const { messages } = await api.call(method, input);
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
