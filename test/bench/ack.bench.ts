import path from 'node:path';
import type { EntityManager } from '@mikro-orm/postgresql';
import { refreshCard } from '../../src/alerts/raise.ts';
import { openOrm } from '../../src/db/orm.ts';
import { startWorld } from '../../src/sandbox/world.ts';
import { databaseUrl, openDurableDatabase } from './durable-database.ts';
import { countRuns, keepJobsRunning } from './keep-jobs-running.ts';
import { discordPresses, type Presses, pressesPerTurn, slackPresses } from './presses.ts';
import { mainThreadCpuMs, withBot, withProgram } from './processes.ts';
import { insertProposals } from './proposals.ts';
import { compare } from './rounds.ts';
import type { Bench } from './run.ts';
import { openTwoChats, type TwoChats } from './two-chats.ts';

/** One job is always at work; two more join it some seconds after they were over. */
const restMs = { 'library-scan': 0, account: 3000, downloads: 3000 };

type Em = () => EntityManager;
/** Presses in one chat, and the process that answers them. */
type Contestant = { presses: Presses; pid: number };

export default {
  name: 'ack',
  question: 'How long until a press is acknowledged, at 100 a second and with jobs running?',
  async run() {
    const { folder, connection, close } = await openDurableDatabase();
    const orm = await openOrm(connection, 4);
    const em = () => orm.em.fork();
    const world = await startWorld({ dir: path.join(folder, 'world') });
    const [ours, bare] = [await openTwoChats(), await openTwoChats()];
    const own = {
      ...world.environment,
      ...ours.environment,
      DATABASE_URL: databaseUrl(connection),
      DATA_DIR: path.join(folder, 'data'),
      SCHEDULER_ENABLED: 'false',
      LOG_LEVEL: 'error',
    };
    try {
      await withBot(folder, own, (bot) =>
        withProgram(['test/bench/bare-discord.ts'], folder, bare.environment, (bareDiscord) =>
          withProgram(['test/bench/bare-slack.ts'], folder, bare.environment, async (bareSlack) => {
            await Promise.all([ours.connected(), bare.connected()]);
            await showCard(em());
            const load = keepJobsRunning(em, restMs);
            try {
              await compareInDiscord(em, { ours, bare, bot: bot.pid, other: bareDiscord.pid });
              await compareInSlack(em, { ours, bare, bot: bot.pid, other: bareSlack.pid });
            } finally {
              await load.stop();
            }
          }),
        ),
      );
      const { failed } = await countRuns(em());
      console.log(`\nfailed job runs: ${failed}`);
      console.log('broken rules of the chats:', [...ours.violations(), ...bare.violations()]);
    } finally {
      await ours.stop();
      await bare.stop();
      await world.stop();
      await orm.close();
      await close();
    }
  },
} satisfies Bench;

type Both = { ours: TwoChats; bare: TwoChats; bot: number; other: number };

function compareInDiscord(em: Em, { ours, bare, bot, other }: Both): Promise<void> {
  return compareUnderLoad(em, 'Discord', {
    Shelfwarden: { presses: discordPresses(ours.discord), pid: bot },
    'bare discord.js': { presses: discordPresses(bare.discord), pid: other },
  });
}

function compareInSlack(em: Em, { ours, bare, bot, other }: Both): Promise<void> {
  return compareUnderLoad(em, 'Slack, Socket Mode', {
    Shelfwarden: { presses: slackPresses(ours.slack), pid: bot },
    'bare Bolt': { presses: slackPresses(bare.slack), pid: other },
  });
}

async function compareUnderLoad(
  em: Em,
  chat: string,
  contestants: Record<string, Contestant>,
): Promise<void> {
  const turns = Object.entries(contestants).map(([name, { presses, pid }]) => {
    const turn = async () => {
      const before = { cpuMs: await mainThreadCpuMs(pid), runs: await countRuns(em()) };
      const figures = await presses.turn();
      const cpuMs = (await mainThreadCpuMs(pid)) - before.cpuMs;
      const { over } = await countRuns(em());
      return {
        ...figures,
        'CPU ms per press': [cpuMs / pressesPerTurn],
        'job runs meanwhile': [over - before.runs.over],
      };
    };
    return [name, turn] as const;
  });
  await compare(`A press in ${chat}`, Object.fromEntries(turns));
  for (const [name, { presses }] of Object.entries(contestants)) {
    const { pressed, missedDeadlines, unanswered } = presses.count;
    console.log(
      `  ${name}: ${pressed} presses, ${missedDeadlines} missed deadlines, ${unanswered} without an answer`,
    );
  }
}

/** One open proposal with its card in both chats. */
async function showCard(em: EntityManager): Promise<void> {
  const [id] = await insertProposals(em, 1);
  await em.transactional((tx) => refreshCard(tx, ['discord', 'slack'], `proposal:${id}`));
}
