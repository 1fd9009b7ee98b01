import { expect, test } from 'vitest';
import { say } from '../../../src/command/reply.ts';
import { openCard } from './commands.ts';
import { openRoom } from './room.ts';

const story = say('How it goes: The Glass Orchard', '21:04 · downloading');

test('a story stands in the thread of its card, once, and is edited there', async () => {
  const { bot, discord } = await openRoom({ breaks: ['thread-exists'] });
  const card = await bot.post(openCard, 'card:12');

  const first = await bot.postBelow?.(card, 'The Glass Orchard', story, 'story:12');
  const again = await bot.postBelow?.(card, 'The Glass Orchard', story, 'story:12');
  if (!first || first === 'refused') throw new Error('refused');
  await bot.edit(first.channel, first.messageId, say('How it goes', '21:20 · completed', 'ok'));

  const thread = discord.channel('books').messages[0]?.thread;
  expect(again).toEqual(first);
  expect(thread?.name).toBe('The Glass Orchard');
  expect(thread?.messages.map((one) => discord.show(one))).toEqual([
    expect.stringContaining('21:20 · completed'),
  ]);
  expect(discord.channel('books').messages).toHaveLength(1);
});

test('an archived thread is opened again for an edit', async () => {
  const { bot, discord } = await openRoom({ breaks: ['archived-thread'] });
  const card = await bot.post(openCard, 'card:12');
  const post = await bot.postBelow?.(card, 'The Glass Orchard', story, 'story:12');
  const thread = discord.channel('books').messages[0]?.thread;
  if (!thread || !post || post === 'refused') throw new Error('no thread');
  thread.archived = true;

  const outcome = await bot.edit(post.channel, post.messageId, say('How it goes', 'done', 'ok'));

  expect(outcome).toBe('edited');
  expect(thread.archived).toBe(false);
});

test('without the right to open threads nothing is told below the card, and status says why', async () => {
  const { bot, discord, problems } = await openRoom({ breaks: ['missing-permissions'] });
  const card = await bot.post(openCard, 'card:12');
  discord.forbid(discord.channel('books'), 'CREATE_PUBLIC_THREADS');

  const outcome = await bot.postBelow?.(card, 'The Glass Orchard', story, 'story:12');

  expect(outcome).toBe('refused');
  expect(problems.at(-1)?.text).toBe('The bot may not open threads below its cards in Discord.');
});
