import { expect, test } from 'vitest';
import { openRoom } from './room.ts';

test('a slash command is answered in the channel', async () => {
  const { discord, bugs } = await openRoom();

  const screen = discord.person('oscar').run('approve', { proposal: 12 });

  expect(await screen.until('Approved by')).toContain('Approved by oscar.');
  console.log(
    screen.text(),
    discord.requests.map((r) => r.method + ' ' + r.path + ' ' + r.status),
    discord.gateway.presences,
  );
  expect(bugs).toEqual([]);
  expect(discord.violations).toEqual([]);
});
