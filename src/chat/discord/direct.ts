import { type Client, Routes } from 'discord.js';
import { ExternalError } from '../../errors.ts';
import type { Direct, Platform } from '../platform.ts';
import { codes, isRefusal } from './faults.ts';
import { actorOf, type Place } from './person.ts';
import { failureOf, type PostOptions } from './posts.ts';

type DirectOptions = Pick<PostOptions, 'rest' | 'token' | 'problems' | 'now'> & {
  client: () => Client<true> | null;
  postIn: NonNullable<Platform['postIn']>;
  placeOf: (client: Client<true>) => Place;
};

/** Direct messages, which people may have closed. */
export function createDirect(options: DirectOptions): Direct {
  const { rest, client, postIn, placeOf } = options;
  return {
    async whoIs(personId) {
      const ready = client();
      if (!ready) throw new ExternalError('discord', 'unreachable', 'it is not connected yet');
      try {
        const user = await ready.users.fetch(personId);
        return await actorOf({ user, member: null, guildId: null }, placeOf(ready));
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
