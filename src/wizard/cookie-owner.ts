import { createHash } from 'node:crypto';
import { access } from 'node:fs/promises';
import path from 'node:path';
import pg from 'pg';
import type { Config } from '../config.ts';
import { findRunningServer } from '../db/embedded-running.ts';
import { clientOptions } from '../db/listen.ts';
import type { Connection } from '../db/orm.ts';

/** `bot`: a bot of this database works with the cookie; `nobody` here; `unknown` where nobody can be asked. */
export type CookieOwner = 'bot' | 'nobody' | 'unknown';

/** Who has this tracker cookie already: each answer replaces it, so only one may use it. */
export async function ownerOf(cookie: string, config: Config): Promise<CookieOwner> {
  const folder = path.join(config.dataDir, 'postgres');
  const url = config.settings.DATABASE_URL;
  const isNew = !url && !(await access(path.join(folder, 'PG_VERSION')).then(yes, no));
  if (isNew) return 'nobody';
  try {
    const server = url ? { clientUrl: url } : await embeddedServer(folder);
    return server === null ? 'unknown' : await askDatabase(server, cookie);
  } catch {
    // Whatever keeps the database from answering, doctor tells it; here it only means to be careful.
    return 'unknown';
  }
}

const yes = () => true;
const no = () => false;

async function embeddedServer(folder: string): Promise<Connection | null> {
  const server = await findRunningServer(folder);
  if (!server) return null;
  return { host: server.host, port: server.port, user: 'postgres', dbName: 'postgres' };
}

async function askDatabase(connection: Connection, cookie: string): Promise<CookieOwner> {
  const client = new pg.Client({ ...clientOptions(connection), connectionTimeoutMillis: 5000 });
  client.on('error', () => {});
  await client.connect();
  try {
    const table = await client.query<{ there: string | null }>(
      `select to_regclass('public.tracker_session')::text as there`,
    );
    if (!table.rows[0]?.there) return 'nobody';
    const digest = createHash('sha256').update(cookie).digest('hex');
    const { rowCount } = await client.query(
      'select 1 from tracker_session where configured_digest = $1',
      [digest],
    );
    return rowCount === 0 ? 'nobody' : 'bot';
  } finally {
    await client.end();
  }
}
