import { beforeEach, describe, expect, test } from 'vitest';
import { openRoom, type Room } from './room.ts';

let room: Room;

beforeEach(async () => {
  room = await openRoom();
});

describe('words after the name of the bot', () => {
  test('are a command', async () => {
    const screen = room.discord.person('oscar').mention('approve 12');

    expect(await screen.until('Approved')).toContain('**Approved 12**\n│ Approved by oscar.');
    expect(screen.messages()[0]?.pings.users).toEqual([]);
  });

  test('with several numbers are answered by one message', async () => {
    await room.discord.person('olga').run('approve', { proposal: 13 }).answer();

    const screen = room.discord.person('oscar').mention('approve 12 13 14');

    expect(await screen.until('done')).toBe(
      'Shelfwarden:\n**approve: 2 of 3 done**\n│ - 12: Approved 12\n│ - 13: Already approved by oscar.\n│ - 14: Approved 14',
    );
  });

  test('get no private answer where everybody reads along', async () => {
    const screen = room.discord.person('oscar').mention('ratio');

    expect(await screen.until('alone')).toContain('Use /ratio, or write to me in direct messages.');
    expect(screen.text()).not.toContain('1.85');
  });

  test('that are no command get the list of commands as a hint', async () => {
    const screen = room.discord.person('mia').mention('aprove 12');

    expect(await screen.until('There is no command "aprove"')).toContain('"help" lists all');
  });

  test('of somebody without the right are refused', async () => {
    const screen = room.discord.person('sam').mention('approve 12');

    expect(await screen.until('needs the role operator')).toContain('you are viewer');
  });
});

test('direct messages need no name and know the roles of the server', async () => {
  const screen = room.discord.person('oscar').dm('ratio');

  expect(await screen.until('Ratio')).toContain('**Ratio 1.85**');
});

test('a stranger in direct messages has no role', async () => {
  const own = await openRoom({ breaks: ['unknown-member'] });

  const screen = own.discord.person('otto').dm('ratio');

  expect(await screen.until('needs the role operator')).toContain('you are viewer');
});

test('messages to others are left alone', async () => {
  const person = room.discord.person('oscar');
  const ignored = [person.say('approve 12'), person.say('what says the bot?')];

  await person.mention('approve 12').until('Approved 12');

  expect(ignored[1]?.messages()).toHaveLength(1);
});
