import type { Client, User } from 'discord.js';
import { expect, test } from 'vitest';
import { actorOf } from '../../../src/chat/discord/person.ts';

test('people of another server are sent away', async () => {
  const place = {
    client: {} as Client<true>,
    homeGuildId: '1',
    identify: async () => ({ id: '7', name: 'eve', platform: 'discord', role: 'owner' as const }),
    now: () => new Date(),
  };
  const eve = { user: { id: '7' } as User, member: null, guildId: '2' };

  await expect(actorOf(eve, place)).rejects.toMatchObject({
    code: 'not_allowed',
    message: 'This bot serves another server.',
  });
});
