import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { qbittorrentAvailable } from '../support/qbittorrent.ts';
import { until } from '../support/until.ts';
import { textOf } from './chat-room.ts';
import { startGate } from './gate.ts';
import { openSwarmStage, recordings } from './swarm-stage.ts';
import { approve, cardSays, followed, patience, wantEverything } from './test-bot.ts';

const warlord = 'The Warlord of Mars';
const longMs = 240_000;

describe.skipIf(!qbittorrentAvailable)('a real client that does not let us in', () => {
  test.concurrent(
    'a wrong password is tried once, whoever needs the client; everything waits, says why and goes on',
    async (context) => {
      const stage = await openSwarmStage(context, recordings(warlord));
      const way = await startGate(stage.leecher.baseUrl, { keepsHost: false });
      stage.onEnd(way.stop);
      const logins = () => way.requests.filter(({ path: asked }) => asked.endsWith('auth/login'));
      const bot = await stage.start({ QB_URL: way.url, QB_PASSWORD: 'not the password' });
      const [proposal = 0] = await wantEverything(bot, [warlord]);

      await approve(bot, proposal);
      await cardSays(bot, proposal, /waiting: qBittorrent refused the login: wrong user name or/);
      for (let run = 1; run <= 2; run += 1) {
        await bot.type('run', { job: 'downloads' });
        await until(async () => (await failedRuns(bot)) === run, patience);
      }
      const status = textOf(await bot.type('status'));
      expect(status).toMatch(/wrong user name or password; next try at/);
      expect(logins()).toHaveLength(1);

      await bot.stop();
      const again = await stage.start({ QB_URL: way.url }, bot.room);
      await cardSays(again, proposal, /waiting: .*wrong user name or password; next try at/);
      expect(logins()).toHaveLength(1);
      // As if the ten minutes were over.
      await again.rows(
        `with aged as (update download_client_login set refused_at = now() - interval '11 minutes')
         update outbox set not_before = 'epoch' where status = 'pending'`,
      );
      await followed(again, warlord);

      const recovered = () => again.room.titled(/^Job works again: downloads|recovered/i);
      // The book is on the shelf before its run ends, and the run before it is told.
      await until(() => recovered().length > 0, patience);
      expect(again.room.titled(/^Job failed: downloads/)).toHaveLength(1);
      expect(recovered()).toHaveLength(1);
    },
    longMs,
  );

  test.concurrent(
    'a port that is not its own is named on the card, and costs no failed login',
    async (context) => {
      const stage = await openSwarmStage(context, recordings(warlord));
      const way = await startGate(stage.leecher.baseUrl);
      stage.onEnd(way.stop);
      const bot = await stage.start({ QB_URL: way.url });
      const [proposal = 0] = await wantEverything(bot, [warlord]);

      await approve(bot, proposal);
      await cardSays(
        bot,
        proposal,
        /waiting: qBittorrent does not answer to the name 127\.\S+ \(401\)/,
      );
      await bot.stop();
      const again = await stage.start({}, bot.room);
      await followed(again, warlord);

      const log = path.join(stage.leecher.folder, 'qBittorrent/data/logs/qbittorrent.log');
      expect(await readFile(log, 'utf8')).not.toMatch(/login failure/i);
    },
    longMs,
  );
});

async function failedRuns(bot: { rows: (sql: string) => Promise<unknown[]> }): Promise<number> {
  const sql = `select 1 from tasks where task_name = 'downloads' and status = 'failed'`;
  return (await bot.rows(sql)).length;
}
