import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { newTempName } from '../../src/importing/temp-folders.ts';
import { until } from '../support/until.ts';
import { readFolder } from './folders.ts';
import { holdFirst } from './gate.ts';
import { expectGotOnce, openKillStage, warlord } from './kill-stage.ts';
import { countRequests } from './stage.ts';
import { approve, cardSays, openProposal, patience, wantEverything } from './test-bot.ts';

const longMs = 150_000;

test.concurrent(
  'killed between the rename and the scan: the next start sweeps, scans, and shelves the book once',
  async (context) => {
    const stage = await openKillStage(context);
    const library = stage.world.library.folder;
    const bot = await stage.start();
    const [proposal = 0] = await wantEverything(bot, [warlord]);
    const { guard, reached } = holdFirst(({ path: asked }) => asked.endsWith('/scan'), 'before');
    stage.library.setGuard(guard);

    await approve(bot, proposal);
    await reached;
    await bot.kill();
    const left = await stage.rows('select status from downloads');
    const placed = await readFolder(library);
    const leftover = path.join(library, 'Edgar Rice Burroughs', newTempName());
    await mkdir(leftover);
    await writeFile(path.join(leftover, '01.mp3'), 'half a file');
    stage.library.setGuard(null);
    await stage.start();

    await expectGotOnce(stage);
    expect(left).toEqual([{ status: 'scanning' }]);
    expect(existsSync(leftover)).toBe(false);
    expect([...(await readFolder(library)).keys()]).toEqual([...placed.keys()]);
  },
  longMs,
);

test.concurrent(
  'killed while the torrent of a blocked release is removed: removed once, and the next best is proposed',
  async (context) => {
    const stage = await openKillStage(context, { downloadBytesPerSecond: 20_000 });
    const bot = await stage.start();
    const [proposal = 0] = await wantEverything(bot, [warlord]);
    await approve(bot, proposal);
    await cardSays(bot, proposal, /downloading: /);
    const { guard, reached } = holdFirst(
      ({ path: asked }) => asked.endsWith('torrents/delete'),
      'after',
    );
    stage.client.setGuard(guard);

    await bot.type('retry', { download: 1, other: true });
    await reached;
    await bot.kill();
    stage.client.setGuard(null);
    const again = await stage.start();
    const next = await openProposal(again, warlord);
    await until(
      async () =>
        (
          await stage.rows(
            `select 1 from outbox where topic = 'remove-torrent' and status = 'done'`,
          )
        ).length > 0,
      patience,
    );

    expect(next).not.toBe(proposal);
    expect(stage.world.downloadClient.torrents.size).toBe(0);
    expect(countRequests(stage.world.downloadClient, 'torrents/delete')).toBe(1);
    expect(await stage.rows('select 1 from blocklist')).toHaveLength(1);
    await cardSays(again, proposal, /cancelled: blocked by .*; another release is looked for/);
  },
  longMs,
);
