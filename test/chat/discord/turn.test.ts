import { expect, test } from 'vitest';
import type { Turn } from '../../../src/chat/discord/turn.ts';
import { say } from '../../../src/command/reply.ts';
import { until } from '../../support/until.ts';
import { connected, openRoom } from './room.ts';

/** Turns that a test gives and takes away. */
function createTurns() {
  const waiting: (() => void)[] = [];
  const held: AbortController[] = [];
  let released = 0;
  const turn: Turn = async (signal, onOther) => {
    onOther();
    await new Promise<void>((resolve) => {
      waiting.push(resolve);
      signal.addEventListener('abort', () => resolve());
    });
    if (signal.aborted) return null;
    const lost = new AbortController();
    held.push(lost);
    return { lost: lost.signal, release: async () => void (released += 1) };
  };
  return {
    turn,
    give: () => waiting.shift()?.(),
    take: () => held.at(-1)?.abort(),
    isWaiting: () => waiting.length > 0,
    released: () => released,
  };
}

test('a process whose turn it is not keeps away from the gateway, and posts and writes to people all the same', async () => {
  const { turn, isWaiting } = createTurns();
  const { bot, discord, problems } = await openRoom({ isConnected: false, bot: { turn } });
  await until(isWaiting);

  await bot.post(say('News', 'All is well.'), 'alert:1');
  const who = await bot.direct?.whoIs(discord.person('oscar').id);

  expect(discord.channel('books').messages).toHaveLength(1);
  expect(who).toMatchObject({ name: 'oscar', role: 'operator' });
  expect(discord.gateway.identifies).toEqual([]);
  expect(problems.at(-1) ?? null).toBeNull();
});

test('a process connects when its turn has come, and leaves when it is over until it comes again', async () => {
  const { turn, give, take, isWaiting, released } = createTurns();
  const room = await openRoom({ isConnected: false, bot: { turn } });
  const { discord } = room;
  await until(isWaiting);
  give();
  await connected(discord);
  expect(await discord.person('mia').run('gaps', { limit: 1 }).until('1 gaps')).toContain('Book 1');

  take();
  await until(isWaiting);
  expect(discord.gateway.connected()).toBe(0);
  expect(released()).toBe(1);

  give();
  await until(() => discord.gateway.connected() === 1);
  expect(await discord.person('mia').run('gaps', { limit: 1 }).until('1 gaps')).toContain('Book 1');
  expect(room.problems.at(-1) ?? null).toBeNull();
});
