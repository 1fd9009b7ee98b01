import { open } from 'node:fs/promises';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { qbittorrentAvailable } from '../support/qbittorrent.ts';
import { readFolder } from './folders.ts';
import { type Guard, startGate } from './gate.ts';
import { countRequests } from './stage.ts';
import { openSwarmStage, recordings, type SwarmStage } from './swarm-stage.ts';
import { approve, cardSays, followed, wantEverything } from './test-bot.ts';

const warlord = 'The Warlord of Mars';
const longMs = 240_000;

describe.skipIf(!qbittorrentAvailable)('with a real client', () => {
  test(
    'a piece that went bad on the disk is fetched again from the swarm, and the book is shelved whole',
    async (context) => {
      const stage = await openSwarmStage(context, recordings(warlord));
      const gate = await startGate(stage.leecher.baseUrl, { keepsHost: false });
      stage.onEnd(gate.stop);
      gate.setGuard(damageOnce(stage));
      const bot = await stage.start({ QB_URL: gate.url });
      const [proposal = 0] = await wantEverything(bot, [warlord]);

      await approve(bot, proposal);
      await cardSays(bot, proposal, /fetches those parts again|downloaded, /);
      await followed(bot, warlord);

      const story = await bot.rows<{ detail: string }>(
        'select detail from download_events order by id',
      );
      expect(story.map(({ detail }) => detail).join(' | ')).toMatch(
        /pieces differ.*fetches those parts again.*download complete.*pieces ok/,
      );
      const [name = ''] = stage.torrents.map((torrent) => torrent.name);
      const mended = (await readFolder(stage.environment['QB_SAVE_PATH'] ?? '')).get(name);
      expect(mended?.sha256).toBe(stage.originals.get(name)?.sha256);
      expect(await bot.rows('select * from blocklist')).toEqual([]);
      expect(countRequests(stage.world.tracker, 'download')).toBe(1);
    },
    longMs,
  );
});

/** A byte changes on the disk right before the bot is told that everything is there. */
function damageOnce({ environment, torrents }: SwarmStage): Guard {
  let isDone = false;
  return async (request, forward) => {
    const answer = await forward();
    if (isDone || request.path !== '/api/v2/torrents/info') return answer;
    const isPacked = answer.headers['content-encoding'] === 'gzip';
    const body = isPacked ? gunzipSync(answer.body) : answer.body;
    const rows = JSON.parse(body.toString('utf8')) as { progress: number }[];
    if (rows[0]?.progress !== 1) return answer;
    isDone = true;
    const file = path.join(environment['QB_SAVE_PATH'] ?? '', torrents[0]?.name ?? '');
    await using handle = await open(file, 'r+');
    await handle.write(Buffer.alloc(1, 0xff), 0, 1, 100_000);
    return answer;
  };
}
