import { localOwner } from './app.ts';
import { processEnvironment } from './config.ts';
import { exitOver } from './exit.ts';
import { kinds, takeOver } from './former/take-over.ts';
import { reportText } from './former/report.ts';
import { openDoor } from './join.ts';

/** `npm run import -- <kind> <source> [--dry-run]`: takes over what another program left, beside a running bot or without one. */
async function importFrom(words: readonly string[]): Promise<number> {
  const isDryRun = words.includes('--dry-run');
  const [word, source, ...rest] = words.filter((one) => one !== '--dry-run');
  const kind = kinds.find((one) => one === word);
  if (!kind || source === undefined || rest.length > 0) {
    process.stderr.write(`npm run import -- ${kinds.join('|')} <file or address> [--dry-run]\n`);
    return 2;
  }
  const door = await openDoor(processEnvironment());
  const { services, config } = door;
  try {
    const em = services.em();
    const by = { person: localOwner(), rules: await services.policy(em), now: services.now() };
    const order = { ...by, source, isDryRun, policy: config.settings };
    process.stdout.write(reportText(await takeOver(em, kind, order), isDryRun));
    return 0;
  } finally {
    await door.stop();
  }
}

importFrom(process.argv.slice(2)).then((code) => process.exit(code), exitOver);
