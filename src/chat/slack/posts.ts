import type { Reply } from '../../command/reply.ts';
import type { Platform, Post } from '../platform.ts';
import type { Api } from './api.ts';
import { isDoubtful, outsideError, Refusal } from './faults.ts';
import { createLasting } from './lasting.ts';
import { callOut } from './mentions.ts';
import { createPosted, metadataOf } from './posted.ts';
import { isChannelRefusal, type Problems } from './problems.ts';
import type { SendFitting } from './send.ts';

export type PostOptions = {
  api: Api;
  sendFitting: SendFitting;
  /** What to type for more than fits into a message. */
  rest: string;
  channelId: string;
  problems: Problems;
  now: () => Date;
};

type Posts = Required<Pick<Platform, 'post' | 'postIn' | 'postBelow' | 'edit' | 'lasting'>>;

const goneCodes = ['message_not_found', 'cant_update_message', 'edit_window_closed'];

/** Messages nobody asked for. All throw ExternalError when Slack did not take them. */
export function createPosts(options: PostOptions): Posts {
  const { api, sendFitting, channelId: main, rest, problems, now } = options;
  const posted = createPosted(api, now);

  async function send(
    channel: string,
    reply: Reply,
    key: string,
    thread: { thread_ts?: string } = {},
  ): Promise<string> {
    const metadata = metadataOf(key);
    const { ts } = await sendFitting(reply, rest, (payload) =>
      api.call('chat.postMessage', {
        channel,
        metadata,
        ...thread,
        ...callOut(payload, reply),
        ...quiet,
      }),
    );
    return String(ts);
  }

  async function update(channel: string, ts: string, reply: Reply): Promise<'edited' | 'gone'> {
    try {
      await sendFitting(reply, rest, (payload) =>
        api.call('chat.update', { channel, ts, ...payload }),
      );
      return 'edited';
    } catch (error) {
      if (error instanceof Refusal && goneCodes.includes(error.code)) return 'gone';
      throw error;
    }
  }

  async function post(channel: string, reply: Reply, key: string): Promise<Post> {
    const known = await posted.find(channel, key);
    if (known !== null) {
      await update(channel, known, reply);
      return { channel, messageId: known };
    }
    const sentAt = now();
    try {
      const messageId = await send(channel, reply, key);
      posted.add(channel, key, messageId);
      return { channel, messageId };
    } catch (error) {
      if (isDoubtful(error)) posted.doubt(channel, key, sentAt);
      throw error;
    }
  }

  /** A message below another one is posted once in its life, so it is always looked for first. */
  async function postBelow(parent: Post, reply: Reply, key: string): Promise<Post> {
    const { channel, messageId: thread_ts } = parent;
    const known = await posted.searchBelow(parent, key);
    return { channel, messageId: known ?? (await send(channel, reply, key, { thread_ts })) };
  }

  /** Tells what a refusal means, or that posting works; callers get an ExternalError. */
  async function telling<Answer>(channel: string, work: () => Promise<Answer>): Promise<Answer> {
    try {
      const answer = await work();
      problems.works(channel);
      return answer;
    } catch (error) {
      problems.learn(error, channel);
      throw outsideError(error);
    }
  }

  /** The same; outside the main channel a refusal is an answer, the message has another place to go. */
  async function orRefused<Answer>(channel: string, work: () => Promise<Answer>) {
    try {
      return await telling(channel, work);
    } catch (error) {
      const isRefused = error instanceof Error && isChannelRefusal(error.cause);
      if (channel === main || !isRefused) throw error;
      return 'refused' as const;
    }
  }

  return {
    lasting: createLasting({ api, posted, channelId: main, problems }),
    post: (reply, key) => telling(main, () => post(main, reply, key)),
    postIn: (channel, reply, key) => orRefused(channel, () => post(channel, reply, key)),
    postBelow: (parent, _topic, reply, key) =>
      orRefused(parent.channel, () => postBelow(parent, reply, key)),
    edit: (channel, messageId, reply) =>
      orRefused(channel, () => update(channel, messageId, reply)),
  };
}

/** Links in a message are not worth a preview of somebody else's page. */
const quiet = { unfurl_links: false, unfurl_media: false };
