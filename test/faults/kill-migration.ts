import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { startStatementGate } from './statement-gate.ts';

const root = path.resolve(import.meta.dirname, '../..');

export type MigrationTarget = { host: string; port: number; database: string; folder: string };

/**
 * Runs `npm run migrate` as a program of its own and kills it when its nth statement is about to reach
 * the database; without a number it runs to its end. Gives how many statements there were.
 */
export async function runMigration(
  target: MigrationTarget,
  killAt = Number.POSITIVE_INFINITY,
): Promise<{ exitCode: number | null; statements: number; said: string }> {
  const held = Promise.withResolvers<void>();
  const gate = await startStatementGate(target, async (number) => {
    if (number < killAt) return;
    child.kill('SIGKILL');
    await held.promise;
  });
  const child = spawn(process.execPath, [path.join(root, 'src/migrate-cli.ts')], {
    cwd: target.folder,
    env: {
      DATA_DIR: target.folder,
      DATABASE_URL: `postgresql://postgres@127.0.0.1:${gate.port}/${target.database}`,
      NODE_COMPILE_CACHE: path.join(root, 'node_modules/.cache/shelfwarden'),
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  child.stdout.on('data', (chunk) => (said += String(chunk)));
  child.stderr.on('data', (chunk) => (said += String(chunk)));
  const [exitCode] = (await once(child, 'exit')) as [number | null];
  const { statements } = gate;
  await gate.stop();
  held.resolve();
  return { exitCode, statements, said };
}
