import { createHash } from 'node:crypto';
import { type Client, DiscordAPIError, type REST, Routes } from 'discord.js';
import type { PictureOf } from '../../command/picture.ts';
import type { Reply } from '../../command/reply.ts';
import { ExternalError } from '../../errors.ts';
import type { Platform, Post } from '../platform.ts';
import type { ChoicesOf } from './actions.ts';
import { codes, isRefusal, outsideError } from './faults.ts';
import { limits } from './limits.ts';
import { callOut } from './mentions.ts';
import type { Payload } from './payload.ts';
import { channelProblem, isChannelRefusal, lacking, missingPermissions } from './permissions.ts';
import { badToken, type Problems } from './problems.ts';
import { sendReply } from './send.ts';

export type PostOptions = {
  rest: REST;
  token: string;
  channelId: string;
  choicesOf: ChoicesOf;
  pictureOf: PictureOf;
  problems: Problems;
  /** The connected client, which knows the bot's permissions. */
  client: () => Client | null;
  /** Whether Discord refused the token for good. */
  isLockedOut: () => boolean;
  now: () => Date;
};

type Posts = Required<Pick<Platform, 'post' | 'postIn' | 'edit'>>;

/** Messages nobody asked for. All throw ExternalError when Discord did not take them. */
export function createPosts(options: PostOptions): Posts {
  const { rest, channelId: main } = options;

  async function post(channel: string, reply: Reply, dedupeKey: string): Promise<Post> {
    const path = Routes.channelMessages(channel);
    const once = { nonce: nonceOf(channel, dedupeKey), enforce_nonce: true };
    const messageId = await deliver(options, channel, reply, async (payload) =>
      idOf(await rest.post(path, requestOf(...callOut(payload, reply), once))),
    );
    return { channel, messageId };
  }

  /** Outside the main channel a refusal is an answer: the message has another place to go. */
  async function orRefused<Answer>(channel: string, work: Promise<Answer>) {
    try {
      return await work;
    } catch (error) {
      const isRefused = error instanceof ExternalError && isChannelRefusal(error.cause);
      if (channel === main || !isRefused) throw error;
      return 'refused' as const;
    }
  }

  return {
    post: (reply, dedupeKey) => post(main, reply, dedupeKey),
    postIn: (channel, reply, dedupeKey) => orRefused(channel, post(channel, reply, dedupeKey)),
    edit(channel, messageId, reply) {
      const path = Routes.channelMessage(channel, messageId);
      const editing = deliver(options, channel, reply, async (payload) => {
        try {
          await unarchiving(rest, channel, () => rest.patch(path, requestOf(payload, [])));
          return 'edited' as const;
        } catch (error) {
          if (isRefusal(error, codes.unknownMessage, codes.unknownChannel)) return 'gone' as const;
          if (isRefusal(error, codes.tooManyOldEdits)) return 'worn-out' as const;
          throw error;
        }
      });
      return orRefused(channel, editing);
    },
  };
}

/** A thread that nobody wrote in for a while takes no edits until it is opened again. */
async function unarchiving(rest: REST, channel: string, edit: () => Promise<unknown>) {
  try {
    await edit();
  } catch (error) {
    if (!isRefusal(error, codes.archivedThread)) throw error;
    await rest.patch(Routes.channel(channel), { body: { archived: false } });
    await edit();
  }
}

/** Sends within the bot's permissions and tells what is wrong with them. */
async function deliver<Answer>(
  { choicesOf, pictureOf, problems, ...options }: PostOptions,
  channel: string,
  reply: Reply,
  send: (payload: Payload) => Promise<Answer>,
): Promise<Answer> {
  if (options.isLockedOut()) throw new ExternalError('discord', 'unauthorized', badToken.text);
  const routed = channel === options.channelId ? null : channel;
  const area = routed === null ? 'channel' : (`channel:${routed}` as const);
  const missing = () => missingPermissions(options.client(), channel);
  try {
    const { answer, lacks } = await sendReply(reply, {
      choicesOf,
      pictureOf,
      missing: missing(),
      send,
    });
    problems.set('token', null);
    const names = new Set([...lacks, ...(missing() ?? [])]);
    problems.set(area, names.size > 0 ? lacking([...names], routed) : null);
    return answer;
  } catch (error) {
    const problem = channelProblem(error, missing(), routed);
    if (problem) problems.set(area, problem);
    throw failureOf({ ...options, problems }, error);
  }
}

/** What callers hear of a failed request. */
export function failureOf(
  { rest, token, problems, now }: Pick<PostOptions, 'rest' | 'token' | 'problems' | 'now'>,
  error: unknown,
): unknown {
  if (error instanceof DiscordAPIError && error.status === 401) {
    // The library forgets a token that was refused once, even by mistake.
    rest.setToken(token);
    problems.set('token', badToken);
  }
  return outsideError(error, now());
}

/** Files are sent anew with every edit: Discord does not say the ids of those that an embed shows. */
function requestOf(
  { files, ...body }: Payload,
  users: readonly string[],
  more: Record<string, unknown> = {},
) {
  return {
    body: {
      ...body,
      ...more,
      attachments: files.map(({ name, alt = '' }, id) => ({
        id,
        filename: name,
        description: alt,
      })),
      allowed_mentions: users.length > 0 ? { parse: [], users } : { parse: [] },
    },
    files: files.map(({ name, type, data }) => ({ name, data, contentType: type })),
  };
}

/** The same key gives the same nonce, by which Discord recognises a message it has. */
function nonceOf(channel: string, dedupeKey: string): string {
  const hash = createHash('sha256').update(`${channel} ${dedupeKey}`);
  return hash.digest('base64url').slice(0, limits.nonce);
}

function idOf(message: unknown): string {
  if (typeof message === 'object' && message !== null && 'id' in message) return String(message.id);
  throw new ExternalError('discord', 'unexpected', 'it took a message and did not say its id');
}
