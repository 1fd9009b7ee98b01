import { expect, test } from 'vitest';
import type { Reply } from '../../../src/command/reply.ts';
import { png } from '../any-reply.ts';
import { openRoom } from './room.ts';

const card: Reply = {
  title: '12: Ozma of Oz',
  tone: 'info',
  blocks: [
    { kind: 'image', ref: 'cover:1', alt: 'Cover of Ozma of Oz', size: 'small' },
    { kind: 'text', text: 'Missing.' },
  ],
};
const withCovers = { pictureOf: async () => png };

test('a cover is uploaded with the card and stays with it through an edit', async () => {
  const { bot, discord } = await openRoom({ bot: withCovers });
  const { messages } = discord.channel('books');

  const { channel, messageId } = await bot.post(card, 'card:12');
  await bot.edit(channel, messageId, { ...card, title: '12: Approved' });

  const [message] = messages;
  expect(message?.embeds).toMatchObject([{ thumbnail: { url: 'attachment://picture-1.png' } }]);
  expect(message?.attachments).toMatchObject([
    { name: 'picture-1.png', description: 'Cover of Ozma of Oz', bytes: png.bytes },
  ]);
});

test('without the permission to attach files the card stands without its cover', async () => {
  const { bot, discord, problems } = await openRoom({
    bot: withCovers,
    breaks: ['missing-permissions'],
  });
  const books = discord.channel('books');
  discord.forbid(books, 'ATTACH_FILES');

  await bot.post(card, 'card:12');

  expect(discord.show(books.messages[0]!)).toBe('Shelfwarden:\n**12: Ozma of Oz**\n│ Missing.');
  expect(problems.at(-1)?.text).toContain('Attach Files');
});

test('an answer brings the picture of its chart', async () => {
  const { discord } = await openRoom({ bot: withCovers });

  const answer = await discord.person('oscar').run('ratio').answer();

  expect(answer.embeds).toMatchObject([
    { description: 'Uploaded 185 GB.', image: { url: 'attachment://picture-1.png' } },
  ]);
  expect(answer.attachments).toMatchObject([{ description: 'Ratio' }]);
});
