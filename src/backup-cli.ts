import { describeBackup } from './backup/describe.ts';
import { makeBackup } from './backup/make.ts';
import { processEnvironment } from './config.ts';
import { exitOver } from './exit.ts';
import { openDoor } from './join.ts';

/** `npm run backup`: one backup, beside a running bot or without one. */
async function backUp(): Promise<number> {
  const door = await openDoor(processEnvironment());
  try {
    const { services } = door;
    const made = await makeBackup(services, services.em(), services.now());
    process.stdout.write(`${made.file}\n${describeBackup(made)}\n`);
    return 0;
  } finally {
    await door.stop();
  }
}

backUp().then((code) => process.exit(code), exitOver);
