import { chmod, mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { startEmbeddedPostgres } from '../../src/db/embedded.ts';
import { migrate } from '../../src/db/migrate.ts';

export type DurableDatabase = {
  /** A folder of the bench's own, for whatever else it writes. */
  folder: string;
  connection: { host: string; port: number; user: string; dbName: string };
  close: () => Promise<void>;
};

/** A migrated database as the bot has it, forced to disk, in a new folder that goes with it. */
export async function openDurableDatabase(): Promise<DurableDatabase> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'shelfwarden-bench-'));
  // The embedded database may run as another user, who has to pass through.
  await chmod(folder, 0o711);
  const server = await startEmbeddedPostgres({
    dataDir: path.join(folder, 'postgres'),
    isDurable: true,
  });
  const { host, port, user } = server;
  const connection = { host, port, user, dbName: 'postgres' };
  await migrate(connection);
  return {
    folder,
    connection,
    async close() {
      await server.stop();
      await rm(host, { recursive: true, force: true });
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** The same address as the bot's configuration takes it. */
export function databaseUrl({ host, port, user, dbName }: DurableDatabase['connection']): string {
  return `postgresql://${user}@${encodeURIComponent(host)}:${port}/${dbName}`;
}
