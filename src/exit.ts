import { ConfigError, messageOf, UserError } from './errors.ts';

const configExit = 78;
const refusedExit = 2;

/**
 * Ends the process over an error: a wrong configuration with all its problems and 78, a mistake of whoever
 * called with what to do and 2, anything else with 1.
 */
export function exitOver(error: unknown): never {
  if (error instanceof ConfigError) {
    process.stderr.write(
      `Shelfwarden cannot start:\n${error.problems.map((one) => `  ${one}\n`).join('')}`,
    );
    process.exit(configExit);
  }
  if (error instanceof UserError) {
    process.stderr.write(`${error.message} ${error.hint}\n`);
    process.exit(refusedExit);
  }
  const detail = error instanceof Error ? error.stack : undefined;
  process.stderr.write(`${detail ?? messageOf(error)}\n`);
  process.exit(1);
}
