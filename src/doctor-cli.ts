import { localOwner } from './app.ts';
import { createDisplay } from './chat/terminal/display.ts';
import { processEnvironment } from './config.ts';
import { exitOver } from './exit.ts';
import { openDoor } from './join.ts';
import type { Finding } from './setup/finding.ts';

/** `npm run doctor`: the looks of the command, and exit code 3 when one of them is bad. */
async function doctor(): Promise<number> {
  const door = await openDoor(processEnvironment());
  try {
    const asked = { command: 'doctor', input: {}, actor: localOwner() };
    const { output, reply } = await door.execute(asked);
    createDisplay({
      print: (text) => process.stdout.write(`${text}\n`),
      width: () => process.stdout.columns ?? 80,
      hasColour: process.stdout.isTTY && process.stdout.hasColors(),
    }).show(reply);
    const { findings } = output as { findings: Finding[] };
    return findings.some(({ state }) => state === 'bad') ? 3 : 0;
  } finally {
    await door.stop();
  }
}

doctor().then((code) => process.exit(code), exitOver);
