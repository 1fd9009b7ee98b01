import { parseArgs } from 'node:util';
import { processEnvironment } from './config.ts';
import { messageOf, UserError } from './errors.ts';
import { exitOver } from './exit.ts';
import { restore, type Restored } from './restore.ts';

const usage = 'npm run restore -- <file> [--replace]';

/** `npm run restore -- <file>`: puts a backup in the place of the database. */
async function restoreOnce(): Promise<number> {
  const order = readOrder();
  if (!order) return 2;
  try {
    tell(await restore(processEnvironment(), { ...order, now: new Date() }));
    return 0;
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    process.stderr.write(`Nothing was changed. ${error.message} ${error.hint}\n`);
    return 2;
  }
}

function readOrder(): { file: string; isReplacing: boolean } | null {
  try {
    const { values, positionals } = parseArgs({
      options: { replace: { type: 'boolean', default: false } },
      allowPositionals: true,
    });
    const [file, ...more] = positionals;
    if (file && more.length === 0) return { file, isReplacing: values.replace };
  } catch (error) {
    process.stderr.write(`${messageOf(error)}\n`);
  }
  process.stderr.write(`${usage}\n`);
  return null;
}

function tell({ madeAt, rows, tables, kept }: Restored): void {
  process.stdout.write(
    `Restored the backup of ${madeAt.toISOString()}: ${rows} rows of ${tables} tables.\n`,
  );
  if (kept) process.stdout.write(`What was there before is in ${kept.file}\n`);
}

restoreOnce().then((code) => process.exit(code), exitOver);
