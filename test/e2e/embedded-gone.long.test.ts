import { rename } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { readPidFile } from '../../src/db/embedded-running.ts';
import { startProgram } from '../faults/program.ts';
import { waitForEnd } from '../support/processes.ts';
import { makeTemporaryFolder } from '../support/temporary-folder.ts';
import { until } from '../support/until.ts';
import { endDatabase } from './killable-bot.ts';
import { patience, quick } from './test-bot.ts';

const longMs = 120_000;

test(
  'the built-in database that is killed: the terminal says so, the program starts it again, and stays the only one',
  async (context) => {
    const folder = await makeTemporaryFolder();
    const dataDir = path.join(folder, 'data');
    const postgres = path.join(dataDir, 'postgres');
    context.onTestFinished(() => endDatabase(dataDir));
    const program = await startProgram({ ...quick, DATA_DIR: dataDir, TMPDIR: folder });
    context.onTestFinished(program.stop, longMs);
    const first = await readPidFile(postgres);
    const mark = path.join(postgres, 'PG_VERSION');

    // Without this file it cannot be started, as on a disk that is away for a while.
    await rename(mark, `${mark}.away`);
    process.kill(first?.pid ?? 0, 'SIGKILL');
    await waitForEnd(first?.pid ?? 0);
    const away = await program.type('queue', /work then goes on by itself/);
    await rename(`${mark}.away`, mark);
    await until(async () => (await program.ask('/health/ready')).status === 200, patience);
    const back = await program.type('queue', /The queue is empty/);
    const second = startProgram({ ...quick, DATA_DIR: dataDir, TMPDIR: folder });

    expect(away).toMatch(/The database cannot be reached/);
    expect(back).not.toMatch(/cannot be reached/);
    await expect(second).rejects.toThrow(/Another Shelfwarden is running/);
  },
  longMs,
);
