import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';

const root = path.resolve(import.meta.dirname, '../..');

export type Outcome = { said: string; code: number | null };

/** A file of the program as a process of its own, with nothing of this machine's configuration. */
function open(words: readonly string[], environment: Record<string, string>, cwd: string) {
  const [file = '', ...rest] = words;
  const child = spawn(process.execPath, [path.join(root, 'src', file), ...rest], {
    cwd,
    env: { PATH: process.env['PATH'] ?? '', TMPDIR: cwd, HTTP_PORT: '0', ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (data) => {
      said += String(data);
    });
  }
  const closed = once(child, 'close').then(([code]) => code as number | null);
  return { child, said: () => said, closed };
}

/** Runs it to its end. */
export async function run(
  words: readonly string[],
  environment: Record<string, string>,
  cwd: string,
): Promise<Outcome> {
  const { said, closed } = open(words, environment, cwd);
  const code = await closed;
  return { said: said(), code };
}

/** Starts the bot, and ends it as soon as it runs and `work` is done; 0 when it did. */
export async function startOnce(
  environment: Record<string, string>,
  cwd: string,
  work: (said: () => string) => Promise<void> = async () => {},
): Promise<Outcome> {
  const { child, said, closed } = open(['main.js'], environment, cwd);
  const runs = new Promise<void>((resolve) => {
    child.stderr.on('data', () => {
      if (said().includes('Shelfwarden is running')) resolve();
    });
  });
  const isRunning = await Promise.race([runs.then(() => true), closed.then(() => false)]);
  try {
    if (isRunning) await work(said);
  } finally {
    child.kill('SIGTERM');
    await closed;
  }
  return { said: said(), code: await closed };
}
