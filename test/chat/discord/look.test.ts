import { expect, onTestFinished, test } from 'vitest';
import type { ChannelUse } from '../../../src/chat/common/channel-use.ts';
import { type DiscordLook, lookAtDiscord } from '../../../src/chat/discord/look.ts';
import { type DiscordStandIn, startDiscord } from '../../../src/sandbox/discord/index.ts';

async function open(): Promise<DiscordStandIn> {
  const discord = await startDiscord();
  onTestFinished(discord.stop);
  return discord;
}

const everything = { isMain: true, hasThreads: true, hasPin: true };

function look(
  discord: DiscordStandIn,
  channels: readonly ChannelUse[],
  changes: Partial<DiscordLook> = {},
) {
  const { DISCORD_TOKEN: token = '', DISCORD_API_URL: apiUrl = '' } = discord.environment;
  return lookAtDiscord({ token, apiUrl, channels, now: () => new Date(), ...changes });
}

test('a bot that may do everything lacks nothing; its server and its invitation are told', async () => {
  const discord = await open();
  const { id } = discord.channel('books');

  const state = await look(discord, [{ id, ...everything }]);

  expect(state).toEqual({
    problems: [],
    bot: {
      name: 'Shelfwarden',
      applicationId: discord.applicationId,
      inviteLink: `https://discord.com/oauth2/authorize?client_id=${discord.applicationId}&scope=bot+applications.commands&permissions=2252109051448320`,
    },
    guildId: discord.guild.id,
  });
  expect(discord.requests.filter(({ method }) => method !== 'GET')).toEqual([]);
});

test('what is missing is told by its name in Discord, and only where it is needed', async () => {
  const discord = await open();
  const books = discord.channel('books');
  discord.forbid(books, 'EMBED_LINKS', 'CREATE_PUBLIC_THREADS', 'PIN_MESSAGES');

  const busy = await look(discord, [{ id: books.id, ...everything }]);
  const plain = { id: books.id, isMain: false, hasThreads: false, hasPin: false };
  const quiet = await look(discord, [plain]);

  expect(busy.problems).toEqual([
    {
      text: 'The bot lacks a permission in its Discord channel: Embed Links, Create Public Threads, Pin Messages.',
      hint: "Allow it for the bot's role in the settings of the channel.",
    },
  ]);
  expect(quiet.problems).toMatchObject([
    { text: `The bot lacks a permission in the Discord channel ${books.id}: Embed Links.` },
  ]);
});

test('a channel that is hidden or not there, a wrong token and another server are told apart', async () => {
  const discord = await open();
  const books = discord.channel('books');
  const use = { id: books.id, ...everything };
  discord.forbid(books, 'VIEW_CHANNEL');
  const hidden = await look(discord, [use]);
  discord.forbid(books);
  const absent = await look(discord, [{ ...use, id: '123456789012345678' }]);
  const refused = await look(discord, [use], { token: 'token-of-nobody' });
  const elsewhere = await look(discord, [use], { guildId: '123456789012345678' });

  expect(hidden.problems).toMatchObject([{ text: /View Channel/ }].map(matching));
  expect(absent.problems).toMatchObject([{ text: /does not exist/ }].map(matching));
  expect(refused).toMatchObject({
    problems: [{ text: 'Discord does not accept the bot token.' }],
    bot: null,
  });
  expect(elsewhere.problems.map(({ text }) => text)).toEqual([
    'Discord does not let the bot register its commands.',
    'DISCORD_GUILD_ID names another server than that of DISCORD_CHANNEL_ID.',
  ]);
});

test('a Discord that is away is no problem of the bot', async () => {
  const discord = await open();
  const { id } = discord.channel('books');
  await discord.goDown();

  await expect(look(discord, [{ id, ...everything }])).rejects.toMatchObject({
    service: 'discord',
    kind: 'unreachable',
  });
});

function matching({ text }: { text: RegExp }) {
  return { text: expect.stringMatching(text) as string };
}
