import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { rm } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import pg from 'pg';
import { afterAll, afterEach, beforeAll, beforeEach, vi } from 'vitest';
import { type EmbeddedPostgres, startEmbeddedPostgres } from '../../src/db/embedded.ts';
import { readPidFile } from '../../src/db/embedded-running.ts';
import { isAlive, waitForEnd } from './processes.ts';
import { makeTemporaryFolder } from './temporary-folder.ts';

export const run = promisify(execFile);
export const isRoot = process.geteuid?.() === 0;

/** A folder for each test to keep a server's data in; whatever still runs there afterwards is ended. */
export function useDataFolder() {
  let prepared = '';
  const place = {
    folder: '',
    dataDir: '',
    start: (settings: Record<string, string> = {}): Promise<EmbeddedPostgres> =>
      startEmbeddedPostgres({ dataDir: place.dataDir, isDurable: false, settings }),
    /** Spares a test the making of a new database. */
    copyPreparedData: () => run('cp', ['-R', path.join(prepared, 'data'), place.dataDir]),
  };
  const moveTo = (folder: string) => {
    // The socket folders go where the data are, to be removed with them.
    vi.stubEnv('TMPDIR', folder);
    place.folder = folder;
    place.dataDir = path.join(folder, 'data');
  };
  beforeAll(async () => {
    prepared = await makeTemporaryFolder();
    moveTo(prepared);
    await (await place.start()).stop();
  });
  beforeEach(async () => moveTo(await makeTemporaryFolder()));
  afterEach(async () => {
    vi.unstubAllEnvs();
    await removeWithServer(place.folder);
  });
  afterAll(() => removeWithServer(prepared));
  return place;
}

async function removeWithServer(folder: string): Promise<void> {
  const server = await readPidFile(path.join(folder, 'data'));
  if (server && isAlive(server.pid)) {
    process.kill(server.pid, 'SIGQUIT');
    await waitForEnd(server.pid);
  }
  if (server) await rm(server.host, { recursive: true, force: true });
  await rm(folder, { recursive: true, force: true });
}

/** Starts a server from a program that is killed then; gives the server's process number. */
export async function startInKilledProgram(
  dataDir: string,
  account: { uid?: number; gid?: number } = {},
): Promise<number> {
  const program = spawn(
    process.execPath,
    [path.join(import.meta.dirname, 'start-embedded.ts'), dataDir],
    { ...account, stdio: ['ignore', 'pipe', 'inherit'] },
  );
  const [said] = (await once(program.stdout, 'data')) as [Buffer];
  program.kill('SIGKILL');
  await once(program, 'exit');
  return Number(said.toString());
}

/** Runs one statement in a connection of its own and gives the first column of the first row. */
export async function query(
  { host, port, user }: { host: string; port: number; user: string },
  statement: string,
): Promise<unknown> {
  const client = new pg.Client({ host, port, user, database: 'postgres' });
  await client.connect();
  try {
    const { rows } = await client.query<unknown[]>({ text: statement, rowMode: 'array' });
    return rows[0]?.[0];
  } finally {
    await client.end();
  }
}
