import { expect, test } from 'vitest';
import { say } from '../../../src/command/reply.ts';
import { openRoom } from './room.ts';

const alert = say('Ratio emergency', 'It is at 0.98.', 'danger');

test('somebody is written to alone, once, and is known with their rights', async () => {
  const { bot, discord } = await openRoom();
  const oscar = discord.person('oscar');

  const who = await bot.direct?.whoIs(oscar.id);
  const first = await bot.direct?.post(oscar.id, alert, 'direct:1');
  const again = await bot.direct?.post(oscar.id, alert, 'direct:1');

  expect(who).toMatchObject({ platform: 'discord', name: 'oscar', role: 'operator' });
  expect(first).toEqual(again);
  expect(discord.directMessages('oscar').messages).toHaveLength(1);
  expect(discord.channel('books').messages).toEqual([]);
});

test('who has closed direct messages refuses, which is no problem of the bot', async () => {
  const { bot, discord, problems } = await openRoom({ breaks: ['dm-closed'] });
  discord.person('oscar').closeDms();

  const outcome = await bot.direct?.post(discord.person('oscar').id, alert, 'direct:1');

  expect(outcome).toBe('refused');
  expect(problems.at(-1) ?? null).toBeNull();
});

test('nobody by that id is nobody', async () => {
  const { bot } = await openRoom({ breaks: ['unknown-user'] });

  expect(await bot.direct?.whoIs('999999999999999999')).toBeNull();
});

test('who wants answers for themselves gets them alone, also those for everybody', async () => {
  const room = await openRoom({
    bot: {
      identify: async ({ groups: _groups, ...user }) => ({
        ...user,
        role: 'operator',
        prefersPrivate: true,
      }),
    },
  });

  const answer = await room.discord.person('oscar').run('approve', { proposal: 12 }).answer();

  expect(answer.onlyFor?.name).toBe('oscar');
});
