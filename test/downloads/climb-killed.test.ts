import { expect, test } from 'vitest';
import type { Qbittorrent } from '../../src/clients/qbittorrent/index.ts';
import type { TorrentState } from '../../src/clients/qbittorrent/torrent.ts';
import { climb } from '../../src/downloads/climb.ts';
import { Download } from '../../src/downloads/download.entity.ts';
import type { Services } from '../../src/services.ts';
import { policy, now as start } from '../proposals/builders.ts';
import { useDatabase } from '../support/use-database.ts';

const { em } = useDatabase();
const minutes = [0, 15, 30, 120, 1440];

/** A client that is killed at its call of this number, before or after the call does anything. */
function clientKilledAt(call: number, when: 'before' | 'after') {
  const state = { isRunning: true, reannounced: 0, restarted: 0 };
  let calls = 0;
  const effects = {
    reannounce: () => (state.reannounced += 1),
    pause: () => (state.isRunning = false),
    resume: () => {
      state.isRunning = true;
      state.restarted += 1;
    },
  };
  const wrapped = Object.entries(effects).map(([name, effect]) => [
    name,
    async () => {
      calls += 1;
      if (calls === call && when === 'before') throw new Error('killed');
      effect();
      if (calls === call && when === 'after') throw new Error('killed');
    },
  ]);
  return { state, qbittorrent: Object.fromEntries(wrapped) as unknown as Qbittorrent };
}

/** Looks when each step is due, as often as it takes to get through. */
async function climbAll(qbittorrent: Qbittorrent, isRunning: () => boolean): Promise<number> {
  let kills = 0;
  for (const minute of minutes) {
    for (const _again of [1, 2]) {
      const clock = new Date(start.getTime() + minute * 60_000);
      const services = { em, now: () => clock, platforms: ['room'], policy: async () => policy };
      const [download] = await em().find(Download, {}, { populate: ['release', 'missingBook'] });
      const state = isRunning() ? 'stalled-download' : 'paused-download';
      const torrent = { hash: 'a'.repeat(40), state, amountLeftBytes: 7, run: 'running' };
      if (!download) throw new Error('no download');
      await climb(
        { ...services, qbittorrent } as unknown as Services,
        download,
        torrent as unknown as TorrentState,
      ).catch(() => {
        kills += 1;
      });
    }
  }
  return kills;
}

test.each([1, 2, 3].flatMap((call) => [[call, 'before'] as const, [call, 'after'] as const]))(
  'killed at its call %i of the client, %s it: every step is taken once, and the torrent runs',
  async (call, when) => {
    await em().execute(
      `with m as (insert into missing_books (work_key, title, reason_missing, download_status)
                values ('a', 'Salt', 'request', 'downloading') returning id),
          r as (insert into releases (source, tracker_id, title, facts)
                values ('mam', '501', 'Salt', '{}') returning id)
     insert into downloads (title, source, status, release_id, missing_book_id)
     select 'Salt', 'mam', 'downloading', r.id, m.id from m, r`,
    );
    const { state, qbittorrent } = clientKilledAt(call, when);

    const kills = await climbAll(qbittorrent, () => state.isRunning);

    expect(kills).toBe(1);
    expect(state.isRunning).toBe(true);
    expect(state.restarted).toBeGreaterThanOrEqual(1);
    expect(await em().execute('select rung, is_restarting from stalls')).toEqual([
      { rung: 4, is_restarting: false },
    ]);
    const events = await em().execute<{ detail: string }[]>(
      'select detail from download_events order by id',
    );
    expect(events).toHaveLength(4);
    expect(await em().execute('select kind from alerts')).toEqual([{ kind: 'download-stalled' }]);
    expect(await em().execute('select 1 from blocklist')).toHaveLength(1);
  },
);
