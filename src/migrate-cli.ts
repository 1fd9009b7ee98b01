import { loadConfig, processEnvironment } from './config.ts';
import { openDatabase } from './db/open.ts';
import { exitOver } from './exit.ts';

/** `npm run migrate`: brings the database up to date and ends. */
async function migrateOnce(): Promise<void> {
  const database = await openDatabase(loadConfig(processEnvironment()));
  await database.close();
  process.stdout.write('The database is up to date.\n');
}

migrateOnce().catch(exitOver);
