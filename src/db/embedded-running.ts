import { readFile, readlink, rm } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { ExternalError } from '../errors.ts';

/** Where a server listens: the folder of its socket and the port number in the socket's name. */
export type Address = { host: string; port: number };

export type RunningServer = Address & { pid: number };

/** Replaying the log after a crash takes seconds on a good disk and minutes on a poor one. */
const busyAtMostSeconds = 300;
/** A server has no socket for some milliseconds at its start and at its end. */
const silentAtMostSeconds = 2;

/**
 * The server that another process started on the data and left running, or null. Throws
 * ExternalError when there is one that cannot be reached.
 */
export async function findRunningServer(dataDir: string): Promise<RunningServer | null> {
  for (const deadline = Date.now() + silentAtMostSeconds * 1000; ; await sleep(50)) {
    const server = await readPidFile(dataDir);
    if (!server || (await isReady(server, dataDir))) return server;
    const workingFolder = await findWorkingFolder(server.pid);
    // PostgreSQL itself judges what only Linux can tell, and clears away the file of a dead server.
    if (workingFolder === null) return null;
    if (workingFolder !== dataDir) {
      // After a crash in a container the number may belong to another program by now, for which
      // PostgreSQL would refuse to start: a server always works inside its data folder.
      await rm(path.join(dataDir, 'postmaster.pid'), { force: true });
      return null;
    }
    if (Date.now() > deadline) throw silent(dataDir, server.pid);
  }
}

async function findWorkingFolder(pid: number): Promise<string | null> {
  return readlink(`/proc/${pid}/cwd`).catch(() => null);
}

function silent(dataDir: string, pid: number): ExternalError {
  return new ExternalError(
    'database',
    'unreachable',
    `A database server (process ${pid}) works on ${dataDir} but does not answer. End it with: kill -INT ${pid}`,
  );
}

/** What a server wrote into `postmaster.pid`, or null when there is no such file. */
export async function readPidFile(dataDir: string): Promise<RunningServer | null> {
  const text = await readFile(path.join(dataDir, 'postmaster.pid'), 'utf8').catch(
    (error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return '';
      throw error;
    },
  );
  const [pid, , , port, host] = text.split('\n');
  return pid && port && host ? { pid: Number(pid), port: Number(port), host } : null;
}

/**
 * Tells whether a server for `dataDir` answers at the address; one that is still starting or
 * stopping is waited for. Throws ExternalError when it does not finish that.
 */
export async function isReady(address: Address, dataDir: string): Promise<boolean> {
  const deadline = Date.now() + busyAtMostSeconds * 1000;
  while (Date.now() < deadline) {
    const answer = await knock(address, dataDir);
    if (answer !== 'busy') return answer === 'ready';
    await sleep(10);
  }
  throw new ExternalError(
    'database',
    'unreachable',
    `The database server of ${dataDir} has been busy starting or stopping for ${busyAtMostSeconds} seconds.`,
  );
}

async function knock(address: Address, dataDir: string): Promise<'ready' | 'busy' | 'silent'> {
  const client = new pg.Client({
    ...address,
    user: 'postgres',
    database: 'postgres',
    ssl: false,
    connectionTimeoutMillis: 5000,
  });
  // A server that dies between two of our steps would otherwise be an uncaught exception.
  client.on('error', () => undefined);
  try {
    await client.connect();
    const { rows } = await client.query<{ data_directory: string }>('show data_directory');
    return rows[0]?.data_directory === dataDir ? 'ready' : 'silent';
  } catch (error) {
    return isBusy(error) ? 'busy' : 'silent';
  } finally {
    await client.end().catch(() => undefined);
  }
}

/** cannot_connect_now (starting, recovering, stopping) or too_many_connections. */
function isBusy(error: unknown): boolean {
  return error instanceof pg.DatabaseError && ['57P03', '53300'].includes(error.code ?? '');
}
