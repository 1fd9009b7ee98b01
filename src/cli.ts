import { localOwner } from './app.ts';
import { runOnce } from './chat/terminal/one-shot.ts';
import { processEnvironment } from './config.ts';
import { exitOver } from './exit.ts';
import { openDoor } from './join.ts';
import { logBug } from './log-bug.ts';

/** `npm run cli -- <command> …`: one command through the same door, beside a running bot or without one. */
async function cli(): Promise<number> {
  const door = await openDoor(processEnvironment());
  try {
    return await runOnce({
      argv: process.argv.slice(2),
      commands: door.commands,
      execute: door.execute,
      actor: localOwner(),
      output: process.stdout,
      errorOutput: process.stderr,
      width: process.stdout.columns ?? 80,
      hasColour: process.stdout.isTTY && process.stdout.hasColors(),
      logBug: logBug(door.services.log),
    });
  } finally {
    await door.stop();
  }
}

cli().then((code) => process.exit(code), exitOver);
