import { defaultExtraCommands, slackManifest } from '../../src/chat/slack/manifest.ts';
import { discoverCommands } from '../../src/command/discover.ts';
import { type DiscordStandIn, startDiscord } from '../../src/sandbox/discord/index.ts';
import { type SlackStandIn, startSlack } from '../../src/sandbox/slack/index.ts';
import { until } from '../support/until.ts';

/** A message as it looks, and when it appeared by the clock that only runs. */
type Shown = { text: string; shownAtMs: number };

/** A Discord and a Slack on loopback for one contestant. */
export type TwoChats = {
  discord: DiscordStandIn;
  slack: SlackStandIn;
  /** How a program finds both. */
  environment: Record<string, string>;
  /** Resolves when a bot is connected to both. */
  connected: () => Promise<unknown>;
  /** The last messages of the channel, oldest first. */
  last: (chat: 'discord' | 'slack', most: number) => Shown[];
  /** What Discord and Slack would have minded so far. */
  violations: () => string[];
  stop: () => Promise<void>;
};

/** The limits of pace that Slack has for single methods are off: they would be measured instead. */
export async function openTwoChats(): Promise<TwoChats> {
  const discord = await startDiscord();
  const slack = await startSlack({
    manifest: slackManifest({
      commands: await discoverCommands(),
      slashCommand: '/shelf',
      extraCommands: defaultExtraCommands,
      requestUrl: null,
      hasGroupRoles: false,
    }),
  });
  const off = Number.POSITIVE_INFINITY;
  Object.assign(slack.limits, { tier2: off, tier3: off, tier4: off, postBurst: off });
  const lastInDiscord = (most: number): Shown[] =>
    discord
      .channel('books')
      .messages.slice(-most)
      .map((one) => ({ text: discord.show(one), shownAtMs: one.shownAtMs }));
  const lastInSlack = (most: number): Shown[] =>
    slack
      .channel('books')
      .messages.slice(-most)
      .map((one) => ({ text: slack.show(one), shownAtMs: one.shownAtMs }));
  return {
    discord,
    slack,
    environment: {
      ...discord.environment,
      SLACK_API_URL: `${slack.url}/api/`,
      SLACK_BOT_TOKEN: slack.tokens.bot,
      SLACK_APP_TOKEN: slack.tokens.app,
      SLACK_CHANNEL_ID: slack.channel('books').id,
    },
    connected: () =>
      until(() => discord.gateway.connected() === 1 && slack.sockets.count() === 1, {
        timeoutMs: 60_000,
      }),
    last: (chat, most) => (chat === 'slack' ? lastInSlack : lastInDiscord)(most),
    violations: () =>
      [...discord.violations, ...slack.violations].map(({ rule, detail }) => `${rule}: ${detail}`),
    async stop() {
      await discord.stop();
      await slack.stop();
    },
  };
}
