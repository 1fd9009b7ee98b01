import { access } from 'node:fs/promises';
import path from 'node:path';
import type { Config } from '../config.ts';
import { ConfigError } from '../errors.ts';
import { startEmbeddedPostgres } from './embedded.ts';
import { type HeldLock, takeLock } from './lock.ts';
import { migrate } from './migrate.ts';
import type { Connection } from './orm.ts';
import { reseal } from './reseal.ts';
import { sealingKeys } from './seal.ts';

/** Held by the one bot of a data folder. */
const instanceLock = { space: 7_266_002, id: 0 };

export type OpenDatabase = {
  connection: Connection;
  /** Ends the embedded server, unless another process works with it. */
  close: () => Promise<void>;
};

/**
 * Reaches the database, starting the embedded server when there is no DATABASE_URL, and brings its
 * schema and what is sealed in it up to date. Throws ConfigError with what to do when that cannot be.
 */
export async function openDatabase(config: Config): Promise<OpenDatabase> {
  const database = await reachDatabase(config);
  try {
    const keys = sealingKeys(config.settings, config.dataDir);
    await migrate(database.connection, async (em) => void (await reseal(em, keys)));
  } catch (error) {
    await database.close();
    throw error;
  }
  return database;
}

/** The same, whatever the schema is. */
export async function reachDatabase(config: Config): Promise<OpenDatabase> {
  if (config.settings.DATABASE_URL) {
    return { connection: { clientUrl: config.settings.DATABASE_URL }, close: async () => {} };
  }
  const server = await startEmbeddedPostgres({
    dataDir: dataFolder(config),
    isDurable: true,
  });
  const { host, port, user } = server;
  const connection = { host, port, user, dbName: 'postgres' };
  const close = async () => {
    const lock = await takeLock(connection, instanceLock);
    if (!lock) return;
    await lock.release();
    await server.stop();
  };
  return { connection, close };
}

/** Starts the embedded server again on the data it had; a folder that is gone is never begun anew here. */
export async function restartDatabase(config: Config): Promise<void> {
  await access(path.join(dataFolder(config), 'PG_VERSION'));
  await reachDatabase(config);
}

function dataFolder({ dataDir }: Config): string {
  return path.join(dataDir, 'postgres');
}

/**
 * Makes this process the bot of its data folder. With DATABASE_URL several bots may share the work,
 * so nothing is locked. Throws ConfigError when another bot uses the folder.
 */
export async function beTheBot(config: Config, connection: Connection): Promise<HeldLock | null> {
  if (config.settings.DATABASE_URL) return null;
  const lock = await takeLock(connection, instanceLock);
  if (lock) return lock;
  throw new AlreadyRunning([
    `Another Shelfwarden is running on ${config.dataDir}. Stop that one first, or give this one its own DATA_DIR.`,
  ]);
}

/** A second bot on one data folder. */
export class AlreadyRunning extends ConfigError {}
