import { chmod, mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { openServices } from '../../src/app.ts';
import { discoverCommands } from '../../src/command/discover.ts';
import { createExecute, type Execute } from '../../src/command/execute.ts';
import { startEmbeddedPostgres } from '../../src/db/embedded.ts';
import { migrate } from '../../src/db/migrate.ts';
import type { Connection } from '../../src/db/orm.ts';
import type { Job } from '../../src/job/definition.ts';
import type { Services } from '../../src/services.ts';

export type OpenBot = {
  services: Services;
  connection: Connection;
  /** What the workers build their services from. */
  parameters: { environment: Record<string, string>; connection: Connection; platforms: string[] };
  execute: Execute;
  close: () => Promise<void>;
};

/** The parts of the bot on a durable database of its own, to be put together by a bench; it knows `jobs`. */
export async function openBot(jobs: readonly Job[]): Promise<OpenBot> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'shelfwarden-bench-'));
  // The embedded database may run as another user, who has to pass through.
  await chmod(folder, 0o711);
  const server = await startEmbeddedPostgres({
    dataDir: path.join(folder, 'postgres'),
    isDurable: true,
  });
  const { host, port, user } = server;
  const connection = { host, port, user, dbName: 'postgres' };
  const environment = { DATA_DIR: folder, LOG_LEVEL: 'error' };
  const parameters = { environment, connection, platforms: ['terminal'], logFile: null };
  await migrate(connection);
  const opened = await openServices({ ...parameters, poolMax: 12 });
  const services = { ...opened.services, jobs };
  return {
    services,
    connection,
    parameters,
    execute: createExecute(await discoverCommands(), services),
    async close() {
      await opened.close();
      await server.stop();
      await rm(host, { recursive: true, force: true });
      await rm(folder, { recursive: true, force: true });
    },
  };
}
