import type { TestContext } from 'vitest';
import { defaultExtraCommands, slackManifest } from '../../src/chat/slack/manifest.ts';
import { discoverCommands } from '../../src/command/discover.ts';
import { openDiscord } from '../../src/open-discord.ts';
import { openSlack } from '../../src/open-slack.ts';
import { type DiscordStandIn, startDiscord } from '../../src/sandbox/discord/index.ts';
import { type SlackStandIn, startSlack } from '../../src/sandbox/slack/index.ts';
import { type Bot, startBot } from '../../src/start.ts';
import { until } from '../support/until.ts';
import { offerOnly, openStage, type Stage } from './stage.ts';
import { createDatabaseUrl, quick } from './test-bot.ts';

/** The one book the tracker offers on this stage. */
const warlord = 'The Warlord of Mars';

export type Chats = {
  stage: Stage;
  discord: DiscordStandIn;
  slack: SlackStandIn;
  bot: () => Bot;
  restart: () => Promise<void>;
};

/** The whole bot in both chats at once, on a sandbox world that offers one missing book. */
export async function openChats(
  context: TestContext,
  changes: Record<string, string> = {},
): Promise<Chats> {
  const stage = await openStage(context);
  offerOnly(stage, [warlord]);
  const discord = await startDiscord();
  stage.onEnd(discord.stop);
  const manifest = slackManifest({
    commands: await discoverCommands(),
    slashCommand: '/shelf',
    extraCommands: defaultExtraCommands,
    requestUrl: null,
    hasGroupRoles: false,
  });
  const slack = await startSlack({ manifest });
  stage.onEnd(slack.stop);
  const database = await createDatabaseUrl();
  stage.onEnd(database.drop);
  const environment = {
    ...stage.environment,
    ...quick,
    ...discord.environment,
    DATABASE_URL: database.url,
    SLACK_API_URL: `${slack.url}/api/`,
    SLACK_BOT_TOKEN: slack.tokens.bot,
    SLACK_APP_TOKEN: slack.tokens.app,
    SLACK_CHANNEL_ID: slack.channel('books').id,
    SLACK_ROLES: `operator=${slack.people.amy.id}`,
    ...changes,
  };
  const start = () =>
    startBot({ environment, mode: 'bot', platforms: [openDiscord(), openSlack()] });
  /** People can call commands only once both chats know the bot. */
  const startConnected = async () => {
    const started = await start();
    await until(() => discord.commands.guild.length > 0 && discord.gateway.connected() === 1);
    await until(() => slack.sockets.count() === 1);
    return started;
  };
  let bot = await startConnected();
  stage.onEnd(() => bot.stop());
  return {
    stage,
    discord,
    slack,
    bot: () => bot,
    async restart() {
      await bot.stop();
      bot = await startConnected();
    },
  };
}
