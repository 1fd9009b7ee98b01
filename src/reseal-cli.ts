import { parseArgs } from 'node:util';
import { loadConfig, processEnvironment } from './config.ts';
import { migrate } from './db/migrate.ts';
import { reachDatabase } from './db/open.ts';
import { reseal } from './db/reseal.ts';
import { sealingKeys } from './db/seal.ts';
import { exitOver } from './exit.ts';

/**
 * `npm run reseal`: encrypts with the present key what an earlier one has encrypted, as every start does.
 * With `--forget` what no key opens is given up.
 */
async function resealOnce(): Promise<void> {
  const { values } = parseArgs({ options: { forget: { type: 'boolean', default: false } } });
  const config = loadConfig(processEnvironment());
  const database = await reachDatabase(config);
  try {
    const keys = sealingKeys(config.settings, config.dataDir);
    await migrate(database.connection, async (em) => {
      const { anew, forgotten } = await reseal(em, keys, values.forget);
      process.stdout.write(`Encrypted anew: ${anew}. Forgotten: ${forgotten}.\n`);
    });
  } finally {
    await database.close();
  }
}

resealOnce().catch(exitOver);
