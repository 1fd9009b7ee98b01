import { createHash } from 'node:crypto';
import { type Client, DiscordAPIError, type REST, Routes } from 'discord.js';
import type { PictureOf } from '../../command/picture.ts';
import type { Reply } from '../../command/reply.ts';
import { ExternalError } from '../../errors.ts';
import type { Platform } from '../platform.ts';
import type { ChoicesOf } from './actions.ts';
import { codes, isRefusal, outsideError } from './faults.ts';
import { limits } from './limits.ts';
import type { Payload } from './payload.ts';
import { channelProblem, lacking, missingPermissions } from './permissions.ts';
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

/** Messages nobody asked for. Both throw ExternalError when Discord did not take them. */
export function createPosts(options: PostOptions): Pick<Platform, 'post' | 'edit'> {
  const { rest, channelId } = options;
  return {
    async post(reply, dedupeKey) {
      const path = Routes.channelMessages(channelId);
      const once = { nonce: nonceOf(dedupeKey), enforce_nonce: true };
      const messageId = await deliver(options, reply, async (payload) =>
        idOf(await rest.post(path, requestOf(payload, once))),
      );
      return { channel: channelId, messageId };
    },
    edit(channel, messageId, reply) {
      const path = Routes.channelMessage(channel, messageId);
      return deliver(options, reply, async (payload) => {
        try {
          await rest.patch(path, requestOf(payload));
          return 'edited';
        } catch (error) {
          if (isRefusal(error, codes.unknownMessage, codes.unknownChannel)) return 'gone';
          throw error;
        }
      });
    },
  };
}

/** Sends within the bot's permissions and tells what is wrong with them. */
async function deliver<Answer>(
  { choicesOf, pictureOf, problems, ...options }: PostOptions,
  reply: Reply,
  send: (payload: Payload) => Promise<Answer>,
): Promise<Answer> {
  if (options.isLockedOut()) throw new ExternalError('discord', 'unauthorized', badToken.text);
  const missing = () => missingPermissions(options.client(), options.channelId);
  try {
    const { answer, lacks } = await sendReply(reply, {
      choicesOf,
      pictureOf,
      missing: missing(),
      send,
    });
    problems.set('token', null);
    const names = new Set([...lacks, ...(missing() ?? [])]);
    problems.set('channel', names.size > 0 ? lacking([...names]) : null);
    return answer;
  } catch (error) {
    if (error instanceof DiscordAPIError && error.status === 401) {
      // The library forgets a token that was refused once, even by mistake.
      options.rest.setToken(options.token);
      problems.set('token', badToken);
    }
    const problem = channelProblem(error, missing());
    if (problem) problems.set('channel', problem);
    throw outsideError(error, options.now());
  }
}

/** Files are sent anew with every edit: Discord does not say the ids of those that an embed shows. */
function requestOf({ files, ...body }: Payload, more: Record<string, unknown> = {}) {
  return {
    body: {
      ...body,
      ...more,
      attachments: files.map(({ name, alt = '' }, id) => ({
        id,
        filename: name,
        description: alt,
      })),
      allowed_mentions: { parse: [] },
    },
    files: files.map(({ name, type, data }) => ({ name, data, contentType: type })),
  };
}

/** The same key gives the same nonce, by which Discord recognises a message it has. */
function nonceOf(dedupeKey: string): string {
  return createHash('sha256').update(dedupeKey).digest('base64url').slice(0, limits.nonce);
}

function idOf(message: unknown): string {
  if (typeof message === 'object' && message !== null && 'id' in message) return String(message.id);
  throw new ExternalError('discord', 'unexpected', 'it took a message and did not say its id');
}
