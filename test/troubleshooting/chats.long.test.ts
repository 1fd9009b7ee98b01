import { rm } from 'node:fs/promises';
import path from 'node:path';
import { expect, test, type TestContext } from 'vitest';
import { openDiscord } from '../../src/open-discord.ts';
import { type DiscordStandIn, startDiscord } from '../../src/sandbox/discord/index.ts';
import { startBot } from '../../src/start.ts';
import { openChats } from '../e2e/chats.ts';
import { createDatabaseUrl, patience, quick } from '../e2e/test-bot.ts';
import { makeTemporaryFolder } from '../support/temporary-folder.ts';
import { until } from '../support/until.ts';
import { startOnce } from './program.ts';

// The symptoms of docs/troubleshooting.md that people see in a chat, each brought about and put right as the page says.
const options = { timeout: 120_000 };

async function openPlace({ onTestFinished }: TestContext) {
  const folder = await makeTemporaryFolder();
  onTestFinished(() => rm(folder, { recursive: true, force: true, maxRetries: 5 }));
  const { url, drop } = await createDatabaseUrl();
  onTestFinished(drop);
  const discord = await startDiscord();
  onTestFinished(discord.stop);
  const data = { DATABASE_URL: url, DATA_DIR: path.join(folder, 'data') };
  return {
    folder,
    discord,
    environment: { ...quick, LOG_LEVEL: 'info', ...data, ...discord.environment },
  };
}

const found = ({ discord }: { discord: DiscordStandIn }, text: RegExp) =>
  until(
    () => discord.channel('books').messages.find((one) => text.test(discord.show(one))),
    patience,
  );

test('Nothing happens when a button is pressed', options, async (context) => {
  const chats = await openChats(context);
  const { discord, slack } = chats;
  await found(chats, /gaps in \d+ series/);
  await slack.people.amy.slash('/shelf', 'series all');
  const card = await found(chats, /Shall I get it/);
  const [proposal] = await chats
    .bot()
    .services.em()
    .execute<{ id: number }[]>('select id from proposals');
  await chats.bot().stop();

  await discord.person('oscar').press(card, 'Why').failure();
  await chats.restart();

  await discord.person('oscar').press(card, 'Why').answer();
  await discord.person('oscar').mention(`approve ${proposal?.id}`).answer();
  await expect
    .poll(() => discord.show(card), { timeout: patience.timeoutMs })
    .toMatch(/Approved by oscar/i);
});

test('The commands are not there in Discord', options, async (context) => {
  const { discord, environment } = await openPlace(context);
  const start = (changes: Record<string, string>) =>
    startBot({
      environment: { ...environment, ...changes },
      mode: 'bot',
      platforms: [openDiscord()],
    });
  const without = await start({ DISCORD_GUILD_ID: '' });
  await until(() => discord.commands.global.length > 0, patience);
  const inServer = discord.commands.guild.length;
  await without.stop();

  const bot = await start({});
  context.onTestFinished(bot.stop);

  expect(inServer).toBe(0);
  await until(() => discord.commands.guild.length > 0, patience);
  await discord.person('sam').run('help').answer();
});

test('You are asked for a code', options, async (context) => {
  const { folder, discord, environment } = await openPlace(context);
  const sam = discord.person('sam');

  const first = await startOnce(environment, folder, async (said) => {
    await until(
      () => discord.commands.guild.length > 0 && discord.gateway.connected() === 1,
      patience,
    );
    const code = await until(() => /type in the chat: claim (\d+)/.exec(said())?.[1], patience);
    const refused = await sam.run('members').answer();
    expect(discord.show(refused)).toContain('needs the role owner');
    await sam.run('claim', { code }).answer();
    expect(discord.show(await sam.run('members').answer())).toContain('sam');
  });
  const second = await startOnce(environment, folder);

  expect(first.code).toBe(0);
  expect(second.said).not.toContain('Nobody is owner yet');
});
