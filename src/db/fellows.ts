import { createHash } from 'node:crypto';
import pg from 'pg';
import type { Config } from '../config.ts';
import { ConfigError } from '../errors.ts';
import { clientOptions } from './listen.ts';
import { type HeldLock, shareLock } from './lock.ts';
import type { Connection } from './orm.ts';
import { sealingKeys } from './seal.ts';

/** Held by every bot of a database, each under the number of its secrets. */
const fellowSpace = 7_266_061;

/**
 * Joins the bots that share this database; the answer leaves them again. The tracker session is one
 * row for all of them: with another key it cannot be opened, and with another MAM_ID it would begin anew
 * at every request. Throws ConfigError when one of them has other secrets.
 */
export async function joinFellows(config: Config, connection: Connection): Promise<Release> {
  const id = secretsNumber(config);
  const lock = await shareLock(connection, { space: fellowSpace, id });
  try {
    if (lock && !(await hasStrangers(connection, id))) return lock.release;
  } catch (error) {
    await lock?.release();
    throw error;
  }
  await lock?.release();
  throw new ConfigError([
    'Another Shelfwarden works on this database with another SECRET_KEY or MAM_ID. Give all of them the same two (docs/scaling.md); to change one, stop all of them first.',
  ]);
}

type Release = HeldLock['release'];

/** Tells configurations apart and nothing else: 31 bits of a digest. */
function secretsNumber({ settings, dataDir }: Config): number {
  const hash = createHash('sha256').update(sealingKeys(settings, dataDir).present);
  return (
    hash
      .update(settings.MAM_ID ?? '')
      .digest()
      .readUInt32BE() >>> 1
  );
}

async function hasStrangers(connection: Connection, id: number): Promise<boolean> {
  const client = new pg.Client(clientOptions(connection));
  await client.connect();
  try {
    const { rowCount } = await client.query(
      `select from pg_locks
        where locktype = 'advisory' and classid = $1 and objid <> $2
          and database = (select oid from pg_database where datname = current_database())`,
      [fellowSpace, id],
    );
    return rowCount !== 0;
  } finally {
    await client.end();
  }
}
