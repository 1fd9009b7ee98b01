import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chown, mkdir } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import pg from 'pg';
import { loadBinaries, surroundings } from '../../src/db/embedded-binaries.ts';
import { findServerUser } from '../../src/db/embedded-user.ts';

export type BareDatabase = { host: string; port: number; stop: () => Promise<void> };

const user = await findServerUser();
const binaries = await loadBinaries(user);
const port = 5432;

/** Makes an empty database with the bundled `initdb`, as PostgreSQL's manual says. */
export async function initBareDatabase(folder: string): Promise<void> {
  await mkdir(folder, { mode: 0o700 });
  await chown(folder, user.uid, user.gid);
  const args = ['-D', folder, '-U', 'postgres', '-A', 'trust', '-E', 'UTF8', '--locale=C'];
  await promisify(execFile)(binaries.initdb, args, { ...surroundings, ...user });
}

/** Starts the bundled server on it and waits for its first answer; its socket lies in the folder. */
export async function startBareDatabase(folder: string): Promise<BareDatabase> {
  const args = ['-D', folder, '-k', folder, '-p', String(port), '-c', 'listen_addresses='];
  const child = spawn(binaries.postgres, args, { ...surroundings, ...user, stdio: 'ignore' });
  while (!(await answers(folder))) {
    if (child.exitCode !== null)
      throw new Error(`the bare database on ${path.basename(folder)} ended`);
    await sleep(5);
  }
  return {
    host: folder,
    port,
    async stop() {
      const ended = once(child, 'exit');
      child.kill('SIGINT');
      await ended;
    },
  };
}

async function answers(host: string): Promise<boolean> {
  const client = new pg.Client({ host, port, user: 'postgres', database: 'postgres' });
  client.on('error', () => undefined);
  try {
    await client.connect();
    await client.end();
    return true;
  } catch {
    return false;
  }
}
