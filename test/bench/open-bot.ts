import { openServices } from '../../src/app.ts';
import { discoverCommands } from '../../src/command/discover.ts';
import { createExecute, type Execute } from '../../src/command/execute.ts';
import type { Connection } from '../../src/db/orm.ts';
import type { Job } from '../../src/job/definition.ts';
import type { Services } from '../../src/services.ts';
import { openDurableDatabase } from './durable-database.ts';

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
  const { folder, connection, close } = await openDurableDatabase();
  const environment = { DATA_DIR: folder, LOG_LEVEL: 'error' };
  const parameters = { environment, connection, platforms: ['terminal'], logFile: null };
  const opened = await openServices({ ...parameters, poolMax: 12 });
  const services = { ...opened.services, jobs };
  return {
    services,
    connection,
    parameters,
    execute: createExecute(await discoverCommands(), services),
    async close() {
      await opened.close();
      await close();
    },
  };
}
