import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { open, readFile, rename, stat } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { ExternalError } from '../errors.ts';
import { surroundings } from './embedded-binaries.ts';
import { type Address, isReady } from './embedded-running.ts';
import type { ServerUser } from './embedded-user.ts';

const startWithinSeconds = 30;
const logMaxBytes = 10_000_000;
const shownLogLines = 20;

/** Little memory, no replication, no network. */
const baseSettings = {
  listen_addresses: '',
  max_connections: '60',
  shared_buffers: '32MB',
  io_method: 'sync',
  jit: 'off',
  wal_level: 'minimal',
  max_wal_senders: '0',
  max_wal_size: '256MB',
  max_logical_replication_workers: '0',
  log_checkpoints: 'off',
  log_timezone: 'UTC',
  timezone: 'UTC',
};

const throwAwaySettings = { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' };

export type Launch = {
  /** The server program. */
  postgres: string;
  user: ServerUser;
  dataDir: string;
  address: Address;
  isDurable: boolean;
  settings: Record<string, string>;
};

/** Starts a server apart from this process and waits until it answers. Throws ExternalError. */
export async function launchServer(launch: Launch): Promise<void> {
  const deadline = Date.now() + startWithinSeconds * 1000;
  for (;;) {
    const failure = await tryLaunch(launch, deadline);
    if (failure === null) return;
    // Sessions of a server that was killed hold its memory until they notice.
    if (!failure.includes('is still in use') || Date.now() > deadline) {
      throw new ExternalError('database', 'unexpected', failure);
    }
    await sleep(100);
  }
}

/** Null when the server answers, else why it does not. */
async function tryLaunch(launch: Launch, deadline: number): Promise<string | null> {
  const logFile = path.join(path.dirname(launch.dataDir), 'postgres.log');
  const log = await openLog(logFile);
  try {
    const { size } = await log.stat();
    const child = spawn(launch.postgres, toArguments(launch), {
      ...surroundings,
      ...launch.user,
      detached: true,
      stdio: ['ignore', log.fd, log.fd],
    });
    child.unref();
    await once(child, 'spawn');
    const outcome = await waitUntilReady(child, launch, deadline);
    if (outcome === 'ready') return null;
    const said = (await readFile(logFile)).subarray(size).toString().trim().split('\n');
    return [
      `The database server ${outcome}; ${logFile} ends with:`,
      ...said.slice(-shownLogLines),
    ].join('\n');
  } finally {
    await log.close();
  }
}

function toArguments({ dataDir, address, isDurable, settings }: Launch): string[] {
  const all = { ...baseSettings, ...(isDurable ? {} : throwAwaySettings), ...settings };
  const args = ['-D', dataDir, '-k', address.host, '-p', String(address.port)];
  for (const [name, value] of Object.entries(all)) args.push('-c', `${name}=${value}`);
  return args;
}

/** A file and not a pipe: the server writes on after this process has gone. */
async function openLog(logFile: string) {
  const found = await stat(logFile).catch(() => null);
  if (found && found.size > logMaxBytes) await rename(logFile, `${logFile}.1`);
  return open(logFile, 'a', 0o600);
}

async function waitUntilReady(child: ChildProcess, launch: Launch, deadline: number) {
  while (child.exitCode === null && child.signalCode === null) {
    if (await isReady(launch.address, launch.dataDir)) return 'ready';
    if (Date.now() > deadline) {
      child.kill('SIGINT');
      return `did not answer within ${startWithinSeconds} seconds`;
    }
    await sleep(10);
  }
  return 'stopped at once';
}
