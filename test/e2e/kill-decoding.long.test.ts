import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chmod, mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { ffmpegAvailable } from '../support/audio.ts';
import { until } from '../support/until.ts';
import { countRequests } from './stage.ts';
import { expectGotOnce, type KillStage, openKillStage, warlord } from './kill-stage.ts';
import { approve, patience, wantEverything } from './test-bot.ts';

const longMs = 150_000;

/** An ffmpeg that hangs as long as the bot of its first start lives, and works from the second one on. */
async function hangOnce({ folder }: KillStage): Promise<{ starts: () => Promise<number> }> {
  const programs = path.join(folder, 'programs');
  const starts = path.join(folder, 'starts');
  const real = execFileSync('/bin/sh', ['-c', 'command -v ffmpeg'], { encoding: 'utf8' }).trim();
  const lines = [
    '#!/bin/sh',
    `echo start >> ${starts}`,
    `if [ "$(/usr/bin/wc -l < ${starts})" = 1 ]; then`,
    '  while kill -0 $PPID; do /bin/sleep 0.1; done',
    '  exit 1',
    'fi',
    `exec ${real} "$@"`,
    '',
  ];
  await mkdir(programs);
  await writeFile(path.join(programs, 'ffmpeg'), lines.join('\n'));
  await chmod(path.join(programs, 'ffmpeg'), 0o755);
  return {
    starts: async () =>
      existsSync(starts) ? (await readFile(starts, 'utf8')).trim().split('\n').length : 0,
  };
}

test.skipIf(!ffmpegAvailable)(
  'killed while the audio is played through: the next start plays it again and shelves the book once',
  async (context) => {
    const stage = await openKillStage(context);
    const { starts } = await hangOnce(stage);
    stage.environment['PATH'] = path.join(stage.folder, 'programs');
    const bot = await stage.start();
    const [proposal = 0] = await wantEverything(bot, [warlord]);

    await approve(bot, proposal);
    await until(async () => (await starts()) === 1, patience);
    await bot.kill();
    const left = await stage.rows('select status, integrity_status from downloads');
    await stage.start();

    await expectGotOnce(stage);
    expect(left).toEqual([{ status: 'checking', integrity_status: 'pending' }]);
    expect(await starts()).toBe(2);
    expect(await stage.rows('select integrity_status from downloads')).toEqual([
      { integrity_status: 'passed' },
    ]);
    expect(countRequests(stage.world.downloadClient, 'torrents/recheck')).toBe(0);
  },
  longMs,
);
