import { processEnvironment } from './config.ts';
import { exitOver } from './exit.ts';
import { createAsker, Left } from './wizard/asker.ts';
import { runWizard } from './wizard/run.ts';

const noTerminal = `npm run setup asks questions and needs a terminal (in a container: docker compose run --rm shelfwarden npm run setup).
Without one copy .env.example to .env, fill it in, and let npm run doctor look at it.
`;
const leftExit = 130;

/** `npm run setup`: asks for everything step by step, tests it and prints the lines of `.env`. */
async function setUp(): Promise<number> {
  if (!process.stdin.isTTY || !process.stdout.isTTY) {
    process.stderr.write(noTerminal);
    return 2;
  }
  // Before the environment is completed, which sets a zone.
  const { timeZone } = new Intl.DateTimeFormat().resolvedOptions();
  const environment = processEnvironment();
  process.stdout.write('Shelfwarden: set up. Ctrl+C leaves; nothing is written.\n\n');
  try {
    await runWizard(createAsker(), environment, timeZone);
    process.stdout.write('Then: npm run doctor, and npm start.\n');
    return 0;
  } catch (error) {
    if (!(error instanceof Left)) throw error;
    process.stdout.write('Left. Nothing was written.\n');
    return leftExit;
  }
}

setUp().then((code) => process.exit(code), exitOver);
