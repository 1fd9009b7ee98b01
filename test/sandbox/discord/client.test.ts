import { ChannelType, type GuildTextBasedChannel, ThreadAutoArchiveDuration } from 'discord.js';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { patient, type Stage, startStage } from './real-client.ts';

let stage: Stage;
let books: GuildTextBasedChannel;

beforeEach(async () => {
  stage = await startStage();
  const channel = await stage.client.channels.fetch(stage.discord.channel('books').id);
  if (!channel?.isTextBased() || channel.isDMBased()) throw new Error('no channel');
  books = channel;
});
afterEach(async () => {
  const wrong = [...stage.discord.violations, ...stage.errors];
  await stage.end();
  if (wrong.length > 0) throw new Error(JSON.stringify(wrong));
});

test('the bot knows itself, its server and its rights there', async () => {
  const { client, discord } = stage;
  const application = await client.application.fetch();
  const guild = await client.guilds.fetch({ guild: discord.guild.id, force: true });
  const bot = await guild.members.fetchMe({ force: true });
  const roles = await guild.roles.fetch();

  expect(application.id).toBe(discord.applicationId);
  expect(guild.name).toBe('The Listening Room');
  expect(bot.permissionsIn(books.id).has('PinMessages')).toBe(true);
  expect(roles.map(({ name }) => name)).toContain('operator');
});

test('a right taken away in a channel is seen by the client', async () => {
  const { client, discord } = stage;
  discord.forbid(discord.channel('books'), 'EMBED_LINKS');

  await expect
    .poll(() => books.permissionsFor(client.user)?.has('EmbedLinks'), patient)
    .toBe(false);
});

test('a member is looked up one by one or several at once', async () => {
  const { client, discord } = stage;
  const guild = await client.guilds.fetch(discord.guild.id);
  const [mia, oscar] = [discord.person('mia'), discord.person('oscar')];

  const one = await guild.members.fetch({ user: oscar.id, force: true });
  const several = await guild.members.fetch({ user: [mia.id, oscar.id] });

  expect(one.roles.cache.has(discord.role('operator').id)).toBe(true);
  expect(several.map(({ displayName }) => displayName).sort()).toEqual(['mia', 'oscar']);
});

test('a thread grows from a card, is archived and taken up again', async () => {
  const { discord } = stage;
  const card = await books.send('Mort');

  const thread = await card.startThread({
    name: 'Mort: progress',
    autoArchiveDuration: ThreadAutoArchiveDuration.OneDay,
  });
  await thread.sendTyping();
  await thread.send('10 %');
  await thread.setArchived(true);
  await thread.send('20 %');

  expect(thread.type).toBe(ChannelType.PublicThread);
  const { messages, archived, typingCount } = discord.channel('Mort: progress');
  expect(messages.map(({ content }) => content)).toEqual(['10 %', '20 %']);
  expect({ archived, typingCount }).toEqual({ archived: false, typingCount: 1 });
});

test('a board is pinned and found among the pins', async () => {
  const board = await books.send('status');

  await board.pin();
  const { items } = await books.messages.fetchPins();
  await board.unpin();

  expect(items.map(({ message }) => message.id)).toEqual([board.id]);
});

test('messages are answered, fetched and deleted', async () => {
  const first = await books.send('first');
  const second = await first.reply('second');
  await first.delete();

  const fetched = await books.messages.fetch({ limit: 10, cache: false });

  expect(fetched.map(({ content }) => content)).toEqual(['second']);
  expect(second.reference?.messageId).toBe(first.id);
});

test('a person is written to directly', async () => {
  const { client, discord } = stage;
  const mia = await client.users.fetch(discord.person('mia').id);

  await mia.send('alert');

  const { messages } = discord.directMessages('mia');
  expect(messages.map(discord.show)).toEqual(['Shelfwarden:\nalert']);
});

test('single commands are made, edited, fetched and deleted', async () => {
  const { commands } = stage.client.application;
  const made = await commands.create({ name: 'vip', description: 'How long' });

  await commands.edit(made, { description: 'How long VIP lasts' });
  const fetched = await commands.fetch();
  await commands.delete(made);

  expect(fetched.map(({ description }) => description)).toEqual(['How long VIP lasts']);
  expect(stage.discord.commands.writes.map(({ method }) => method)).toEqual([
    'POST',
    'PATCH',
    'DELETE',
  ]);
});
