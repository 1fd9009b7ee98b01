import type { Reply } from '../../command/reply.ts';
import type { Platform } from '../platform.ts';
import type { Api } from './api.ts';
import { isDoubtful, outsideError, Refusal } from './faults.ts';
import { createPosted, metadataOf } from './posted.ts';
import type { Problems } from './problems.ts';
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

const goneCodes = ['message_not_found', 'cant_update_message', 'edit_window_closed'];

/** Messages nobody asked for. Both throw ExternalError when Slack did not take them. */
export function createPosts(options: PostOptions): Pick<Platform, 'post' | 'edit'> {
  const { api, sendFitting, channelId, rest } = options;
  const posted = createPosted(api, options);

  async function send(reply: Reply, key: string): Promise<string> {
    const metadata = metadataOf(key);
    const { ts } = await sendFitting(reply, rest, (payload) =>
      api.call('chat.postMessage', { channel: channelId, metadata, ...payload, ...quiet }),
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

  return {
    post: (reply, key) =>
      telling(options, async () => {
        const known = await posted.find(key);
        if (known !== null) {
          await update(channelId, known, reply);
          return { channel: channelId, messageId: known };
        }
        const sentAt = options.now();
        try {
          const messageId = await send(reply, key);
          posted.add(key, messageId);
          return { channel: channelId, messageId };
        } catch (error) {
          if (isDoubtful(error)) posted.doubt(key, sentAt);
          throw error;
        }
      }),
    edit: (channel, messageId, reply) => telling(options, () => update(channel, messageId, reply)),
  };
}

/** Links in a message are not worth a preview of somebody else's page. */
const quiet = { unfurl_links: false, unfurl_media: false };

/** Tells what a refusal means, or that posting works; callers get an ExternalError. */
async function telling<Answer>(
  { problems, channelId }: PostOptions,
  work: () => Promise<Answer>,
): Promise<Answer> {
  try {
    const answer = await work();
    problems.set('channel', null);
    problems.set('token', null);
    return answer;
  } catch (error) {
    problems.learn(error, channelId);
    throw outsideError(error);
  }
}
