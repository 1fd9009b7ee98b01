import path from 'node:path';
import { refreshCard } from '../../src/alerts/raise.ts';
import { openOrm } from '../../src/db/orm.ts';
import { startWorld } from '../../src/sandbox/world.ts';
import { databaseUrl, openDurableDatabase } from './durable-database.ts';
import { countRuns, keepJobsRunning } from './keep-jobs-running.ts';
import { discordPresses, type Pace, slackPresses } from './presses.ts';
import { withBot } from './processes.ts';
import { insertProposals } from './proposals.ts';
import type { Bench } from './run.ts';
import { openTwoChats } from './two-chats.ts';

/** Fifty a second in each chat, a minute long. */
const pace: Pace = { presses: 3000, everyMs: 20 };
const restMs = { 'library-scan': 0, account: 3000, downloads: 3000 };

export default {
  name: 'load',
  question: 'Does anybody miss an answer at 100 presses a second for a minute, with jobs running?',
  async run() {
    const { folder, connection, close } = await openDurableDatabase();
    const orm = await openOrm(connection, 4);
    const em = () => orm.em.fork();
    const world = await startWorld({ dir: path.join(folder, 'world') });
    const chats = await openTwoChats();
    const environment = {
      ...world.environment,
      ...chats.environment,
      DATABASE_URL: databaseUrl(connection),
      DATA_DIR: path.join(folder, 'data'),
      SCHEDULER_ENABLED: 'false',
      LOG_LEVEL: 'error',
    };
    try {
      await withBot(folder, environment, async () => {
        await chats.connected();
        const [id] = await insertProposals(em(), 1);
        await em().transactional((tx) => refreshCard(tx, ['discord', 'slack'], `proposal:${id}`));
        const load = keepJobsRunning(em, restMs);
        const both = {
          Discord: discordPresses(chats.discord, pace),
          Slack: slackPresses(chats.slack, pace),
        };
        const startedMs = performance.now();
        const figures = await Promise.all(Object.values(both).map((presses) => presses.turn()));
        const seconds = (performance.now() - startedMs) / 1000;
        await load.stop();
        for (const [index, [chat, { count }]] of Object.entries(both).entries()) {
          const { pressed, missedDeadlines, unanswered } = count;
          console.log(
            `\n${chat}: ${pressed} presses in ${seconds.toFixed(0)} s, ${missedDeadlines} missed deadlines, ${unanswered} without an answer`,
          );
          for (const [what, values] of Object.entries(figures[index] ?? {})) {
            console.log(`  ${what}: ${[50, 99, 100].map((one) => at(values, one)).join(', ')}`);
          }
        }
      });
      const { over, failed } = await countRuns(em());
      console.log(`\njob runs meanwhile: ${over}, failed: ${failed}`);
      console.log('broken rules of the chats:', chats.violations());
    } finally {
      await chats.stop();
      await world.stop();
      await orm.close();
      await close();
    }
  },
} satisfies Bench;

function at(values: readonly number[], percent: number): string {
  const sorted = values.toSorted((a, b) => a - b);
  const index = Math.max(0, Math.ceil((sorted.length * percent) / 100) - 1);
  return `p${percent} ${sorted[index]?.toFixed(0) ?? '?'} ms`;
}
