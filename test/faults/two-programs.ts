import { openServices } from '../../src/app.ts';
import { discoverCommands } from '../../src/command/discover.ts';
import { createExecute, type Execute } from '../../src/command/execute.ts';
import type { Connection } from '../../src/db/orm.ts';
import type { Services } from '../../src/services.ts';

/** Two programs on one database, as far as commands go: each has its own pool. */
export type TwoPrograms = {
  programs: readonly { services: Services; execute: Execute }[];
  close: () => Promise<void>;
};

const poolMax = 8;

export async function openTwoPrograms(
  connection: Connection,
  folder: string,
): Promise<TwoPrograms> {
  const commands = await discoverCommands();
  const environment = { DATA_DIR: folder, LOG_LEVEL: 'error' };
  const open = () =>
    openServices({ environment, connection, platforms: ['terminal'], poolMax, logFile: null });
  const opened = [await open(), await open()];
  return {
    programs: opened.map(({ services }) => ({
      services,
      execute: createExecute(commands, services),
    })),
    async close() {
      for (const { close } of opened) await close();
    },
  };
}
