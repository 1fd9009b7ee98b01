import { openServices } from './app.ts';
import { discoverCommands } from './command/discover.ts';
import { createExecute } from './command/execute.ts';
import { loadConfig } from './config.ts';
import { openDatabase } from './db/open.ts';
import { type Bot, plain, platformNames } from './start.ts';

const poolMax = 3;

/** The same door the bot has, without its work: for one command beside a running bot, or without one. */
export async function openDoor(environment: Record<string, string | undefined>): Promise<Bot> {
  const config = loadConfig(environment);
  const database = await openDatabase(config);
  const { connection } = database;
  const opened = await openServices({
    environment: plain(environment),
    connection,
    platforms: platformNames(config, []),
    poolMax,
    logFile: null,
  });
  const commands = await discoverCommands();
  return {
    config,
    services: opened.services,
    commands,
    execute: createExecute(commands, opened.services),
    connection,
    url: null,
    async stop() {
      await opened.close();
      await database.close();
    },
  };
}
