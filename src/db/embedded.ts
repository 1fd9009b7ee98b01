import { createHash } from 'node:crypto';
import { stat } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { ExternalError } from '../errors.ts';
import { loadBinaries, runBinary } from './embedded-binaries.ts';
import { prepareData } from './embedded-data.ts';
import { launchServer } from './embedded-launch.ts';
import { findRunningServer, readPidFile, type RunningServer } from './embedded-running.ts';
import {
  findClosedFolder,
  findServerUser,
  handOver,
  makePrivateFolder,
  type ServerUser,
} from './embedded-user.ts';

export type EmbeddedOptions = {
  /** Made by the first start; the log file `postgres.log` lies beside it. */
  dataDir: string;
  /** False only for throw-away data: nothing is forced to disk, and a power cut destroys it. */
  isDurable: boolean;
  settings?: Record<string, string>;
  onLog?: (line: string) => void;
};

/** A running server; `host` is the folder of its Unix socket, and whoever may enter it is let in. */
export type EmbeddedPostgres = RunningServer & {
  user: 'postgres';
  /** True when an earlier process left the server running. */
  isAdopted: boolean;
  stop: () => Promise<void>;
};

/** A Unix socket path may have 103 bytes on macOS; our folder and the socket's name take 39. */
const temporaryFolderMaxBytes = 64;

/**
 * Starts the bundled PostgreSQL, or adopts the one an earlier process left running on the same data.
 * It runs on after this process until `stop()`; only the holder of the instance lock may stop it.
 * Throws ConfigError when a person has to change something, ExternalError when the server fails.
 */
export async function startEmbeddedPostgres(options: EmbeddedOptions): Promise<EmbeddedPostgres> {
  const user = await findServerUser();
  const binaries = await loadBinaries(user);
  const dataDir = await prepareData(options, binaries, user);
  const left = await findRunningServer(dataDir);
  const running = left ?? (await launchOn(dataDir, options, binaries.postgres, user));
  options.onLog?.(`database server ${left ? 'adopted' : 'started'}, process ${running.pid}`);
  return {
    ...running,
    user: 'postgres',
    isAdopted: left !== null,
    stop: () => stopServer(dataDir, binaries.pgCtl),
  };
}

async function launchOn(
  dataDir: string,
  { isDurable, settings = {} }: EmbeddedOptions,
  postgres: string,
  user: ServerUser,
): Promise<RunningServer> {
  await handOver(dataDir, user);
  const address = { host: await prepareSocketFolder(dataDir, user), port: 5432 };
  await launchServer({ postgres, user, dataDir, address, isDurable, settings });
  const running = await readPidFile(dataDir);
  if (running) return running;
  throw new ExternalError('database', 'unexpected', `The server on ${dataDir} stopped again.`);
}

/** A short path outside the data folder, private to the server's account; root enters it anyway. */
async function prepareSocketFolder(dataDir: string, user: ServerUser): Promise<string> {
  const temporary = os.tmpdir();
  const isUsable =
    Buffer.byteLength(temporary) <= temporaryFolderMaxBytes &&
    (await findClosedFolder(temporary, user)) === null;
  const hash = createHash('sha256').update(`${user.uid}:${dataDir}`).digest('hex').slice(0, 12);
  const folder = path.join(isUsable ? temporary : '/tmp', `shelfwarden-${hash}`);
  await makePrivateFolder(folder, user);
  return folder;
}

/** Ends sessions, rolls back what they had open and waits; nothing to do when it stopped before. */
async function stopServer(dataDir: string, pgCtl: string): Promise<void> {
  const running = await readPidFile(dataDir);
  if (!running || !isAlive(running.pid)) return;
  // An adopted server may belong to another account than the one we start servers under.
  const { uid, gid } = await stat(dataDir);
  const args = ['stop', '-D', dataDir, '-m', 'fast', '-w', '-t', '30'];
  await runBinary(pgCtl, args, { uid, gid });
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
