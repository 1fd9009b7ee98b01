import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdir, rename } from 'node:fs/promises';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { expect, test } from 'vitest';
import { readPidFile } from '../../src/db/embedded-running.ts';
import { restore } from '../../src/restore.ts';
import { until } from '../support/until.ts';
import { endDatabase } from './killable-bot.ts';
import { countRequests, offerOnly, openBotStage, openStage, type Stage } from './stage.ts';
import {
  approve,
  cardSays,
  createDatabaseUrl,
  patience,
  quick,
  shelved,
  wantEverything,
} from './test-bot.ts';

const warlord = 'The Warlord of Mars';
const longMs = 180_000;

/** Runs a program of ours to its end, with the embedded database of the stage. */
async function run({ environment, folder }: Stage, program: string, ...words: string[]) {
  const file = path.resolve(import.meta.dirname, `../../src/${program}.ts`);
  const child = spawn(process.execPath, [file, ...words], {
    cwd: folder,
    env: { ...process.env, ...quick, ...environment, TMPDIR: folder },
  });
  const [output, errors, [code]] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, 'exit'),
  ]);
  return { output: output + errors, code: code as number | null };
}

/** The one backup that was made. */
async function backupOf({ environment }: Stage): Promise<string> {
  const folder = path.join(environment['DATA_DIR'] ?? '', 'backups');
  return path.join(folder, (await readdir(folder))[0] ?? '');
}

test.concurrent(
  'the job copies the embedded database, and a lost one comes back from the file',
  async (context) => {
    const stage = await openStage(context);
    const dataDir = stage.environment['DATA_DIR'] ?? '';
    stage.onEnd(() => endDatabase(dataDir));
    await run(stage, 'cli', 'settings', 'min-kbps', '96');

    const job = await run(stage, 'job-cli', 'backup');
    expect(job.output).toMatch(/^backup completed: \d+ rows .* restored for a trial and compared/m);
    expect(job.code).toBe(0);
    expect(await readPidFile(path.join(dataDir, 'postgres'))).toBeNull();
    await rename(path.join(dataDir, 'postgres'), path.join(stage.folder, 'lost'));

    const restored = await run(stage, 'restore-cli', await backupOf(stage));
    expect(restored.output).toMatch(/^Restored the backup of /m);
    expect(restored.code).toBe(0);
    const settings = await run(stage, 'cli', 'settings', 'min-kbps');
    expect(settings.output).toContain('96');
  },
  longMs,
);

test.concurrent(
  'what was approved before the backup and has come since is not fetched again',
  async (context) => {
    const stage = await openBotStage(context);
    offerOnly(stage, [warlord]);
    const { downloadClient } = stage.world;
    const { url: DATABASE_URL, drop } = await createDatabaseUrl();
    stage.onEnd(drop);
    const first = await stage.start({ DATABASE_URL });
    const [proposal = 0] = await wantEverything(first, [warlord]);
    stage.client.setGuard(() => Promise.reject(new Error('away')));
    await approve(first, proposal);
    await cardSays(first, proposal, /waiting: qbittorrent/);
    await first.type('run', { job: 'backup' });
    const made = () => first.rows<{ file: string }>('select file from backups');
    await until(async () => (await made()).length === 1, patience);
    const file = await backupOf(stage);
    stage.client.setGuard(null);
    await shelved(first, warlord);
    await first.stop();

    await restore(
      { ...stage.environment, DATABASE_URL },
      { file, isReplacing: true, now: new Date() },
    );
    const second = await stage.start({ DATABASE_URL }, first.room);

    await cardSays(second, proposal, /the database was restored from a backup since/);
    await second.type('run', { job: 'library-scan' });
    const owned = () => second.rows(`select 1 from books where title = '${warlord}'`);
    await until(async () => (await owned()).length === 1, patience);
    expect(countRequests(downloadClient, 'torrents/add')).toBe(1);
    expect(countRequests(stage.world.tracker, 'download')).toBe(1);
    expect(downloadClient.torrents.size).toBe(1);
  },
  longMs,
);
