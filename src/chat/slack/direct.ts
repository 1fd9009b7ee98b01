import type { Actor } from '../../command/actor.ts';
import type { Direct, Platform } from '../platform.ts';
import type { Api } from './api.ts';
import { outsideError, Refusal } from './faults.ts';
import type { SlackUser } from './people.ts';

type DirectOptions = {
  api: Api;
  people: (id: string, otherName: string) => Promise<SlackUser>;
  identify: (user: SlackUser) => Promise<Actor>;
  postIn: NonNullable<Platform['postIn']>;
};

const notThere = ['user_not_found', 'user_disabled', 'users_not_found', 'cannot_dm_bot'];

/** Direct messages, in the conversation that Slack keeps for the bot and one person. */
export function createDirect({ api, people, identify, postIn }: DirectOptions): Direct {
  return {
    whoIs: async (personId) => await identify(await people(personId, personId)),
    async post(personId, reply, dedupeKey) {
      try {
        const { channel } = await api.call('conversations.open', { users: personId });
        return await postIn((channel as { id: string }).id, reply, dedupeKey);
      } catch (error) {
        if (error instanceof Refusal && notThere.includes(error.code)) return 'refused';
        throw outsideError(error);
      }
    },
  };
}
