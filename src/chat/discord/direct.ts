import { type APIGuildChannel, type APIGuildMember, type APIUser, Routes } from 'discord.js';
import type { Actor } from '../../command/actor.ts';
import { ExternalError } from '../../errors.ts';
import type { Direct, Platform } from '../platform.ts';
import { codes, isRefusal } from './faults.ts';
import { type Person, personOf } from './person.ts';
import { failureOf, type PostOptions } from './posts.ts';

type DirectOptions = Pick<PostOptions, 'rest' | 'token' | 'channelId' | 'problems' | 'now'> & {
  /** The server whose roles count; without it the one of the main channel. */
  guildId: string | undefined;
  identify: (person: Person) => Promise<Actor>;
  postIn: NonNullable<Platform['postIn']>;
};

/** Direct messages, which people may have closed. They need no gateway, which another process may hold. */
export function createDirect(options: DirectOptions): Direct {
  const { rest, identify, postIn } = options;
  return {
    async whoIs(personId) {
      try {
        const user = (await rest.get(Routes.user(personId))) as APIUser;
        const member = await memberAtHome(personId, options);
        const displayName = user.global_name ?? user.username;
        const known = { id: user.id, displayName };
        return await identify(personOf(known, member?.nick, member?.roles ?? []));
      } catch (error) {
        if (isRefusal(error, codes.unknownUser)) return null;
        throw failureOf(options, error);
      }
    },
    async post(personId, reply, dedupeKey) {
      try {
        const body = { recipient_id: personId };
        const channel = (await rest.post(Routes.userChannels(), { body })) as { id: string };
        return await postIn(channel.id, reply, dedupeKey);
      } catch (error) {
        const cause = error instanceof ExternalError ? error.cause : error;
        if (isRefusal(cause, codes.closedToUs, codes.unknownUser)) return 'refused';
        throw error instanceof ExternalError ? error : failureOf(options, error);
      }
    },
  };
}

/** Null for somebody who is not there, and where no server is the bot's. */
async function memberAtHome(
  userId: string,
  { rest, guildId, channelId }: DirectOptions,
): Promise<APIGuildMember | null> {
  const home = guildId ?? (await serverOf(channelId, rest));
  if (home === null) return null;
  try {
    return (await rest.get(Routes.guildMember(home, userId))) as APIGuildMember;
  } catch (error) {
    if (isRefusal(error, codes.unknownMember)) return null;
    throw error;
  }
}

async function serverOf(channelId: string, rest: DirectOptions['rest']): Promise<string | null> {
  const channel = (await rest.get(Routes.channel(channelId))) as Partial<APIGuildChannel>;
  return channel.guild_id ?? null;
}
