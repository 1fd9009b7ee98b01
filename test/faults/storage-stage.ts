import path from 'node:path';
import type { TestContext } from 'vitest';
import { defaultExtraCommands, slackManifest } from '../../src/chat/slack/manifest.ts';
import { discoverCommands } from '../../src/command/discover.ts';
import { type DiscordStandIn, startDiscord } from '../../src/sandbox/discord/index.ts';
import { type SlackStandIn, startSlack } from '../../src/sandbox/slack/index.ts';
import { openStage, type Stage } from '../e2e/stage.ts';
import { patience, quick } from '../e2e/test-bot.ts';
import { until } from '../support/until.ts';
import { type OwnPostgres, startOwnPostgres } from './own-postgres.ts';
import { type Program, startProgram } from './program.ts';

/** The program in both chats and over HTTP, on a PostgreSQL that may be stopped under it. */
export type StorageStage = {
  stage: Stage;
  postgres: OwnPostgres;
  program: Program;
  discord: DiscordStandIn;
  slack: SlackStandIn;
};

type Ending = Pick<TestContext, 'onTestFinished'>;

export async function openStorageStage(
  context: Ending,
  openPostgres = (folder: string) => startOwnPostgres(folder),
): Promise<StorageStage> {
  const stage = await openStage(context);
  const postgres = await openPostgres(path.join(stage.folder, 'postgres'));
  stage.onEnd(postgres.close);
  const discord = await startDiscord({ patienceMs: 15_000 });
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
  const program = await startProgram({
    ...stage.environment,
    ...quick,
    ...discord.environment,
    DATABASE_URL: postgres.url,
    SLACK_API_URL: `${slack.url}/api/`,
    SLACK_BOT_TOKEN: slack.tokens.bot,
    SLACK_APP_TOKEN: slack.tokens.app,
    SLACK_CHANNEL_ID: slack.channel('books').id,
    SLACK_ROLES: `operator=${slack.people.amy.id}`,
  });
  stage.onEnd(program.stop);
  await until(
    () => discord.commands.guild.length > 0 && discord.gateway.connected() === 1,
    patience,
  );
  await until(() => slack.sockets.count() === 1, patience);
  return { stage, postgres, program, discord, slack };
}

type Input = Record<string, string | number>;
export type Told = Record<'Discord' | 'Slack' | 'REST', { text: string; ms: number }>;

export type Question = {
  command: string;
  input: Input;
  method: 'GET' | 'POST';
  /** What tells the answer from the cards that Slack shows meanwhile. */
  awaited: RegExp;
};

/** What each surface answers to one command, asked side by side. */
export async function askEverywhere(
  { program, discord, slack }: StorageStage,
  { command, input, method, awaited }: Question,
): Promise<Told> {
  const words = Object.entries(input).map(([name, value]) => `${name}:${value}`);
  const [inDiscord, inSlack, overHttp] = await Promise.all([
    timed(async () => discord.show(await discord.person('oscar').run(command, input).answer())),
    timed(async () => {
      const asked = await slack.people.amy.slash('/shelf', [command, ...words].join(' '));
      if (asked.outcome !== 'acknowledged') return `Slack: ${asked.outcome}`;
      return slack.show(await asked.message(awaited));
    }),
    timed(async () => {
      const path = `/api/commands/${command}`;
      return (await program.ask(path, method === 'POST' ? input : undefined)).text;
    }),
  ]);
  return { Discord: inDiscord, Slack: inSlack, REST: overHttp };
}

async function timed(work: () => Promise<string>): Promise<{ text: string; ms: number }> {
  const startedAt = performance.now();
  const text = await work();
  return { text, ms: performance.now() - startedAt };
}

/** How often both chats show a text, Discord first. */
export function timesShown({ discord, slack }: StorageStage, text: string): [number, number] {
  const count = (shown: string[]) => shown.filter((one) => one.includes(text)).length;
  return [
    count(discord.channel('books').messages.map(discord.show)),
    count(slack.channel('books').messages.map(slack.show)),
  ];
}
