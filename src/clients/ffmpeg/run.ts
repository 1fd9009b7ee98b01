import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { constants, setPriority } from 'node:os';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';

type Run = {
  signal: AbortSignal;
  /** How long the program may go on without getting anywhere. */
  silentMs: number;
  onError: (line: string) => void;
};
type LineRun = Run & {
  /** True when the line shows that it got further. */
  onOutput: (line: string) => boolean;
};
type ReadOutput = (output: Readable, gotFurther: () => void) => Promise<void>;

/** How a program ended: by itself, or by something that has nothing to do with its work. */
type End = { code: number } | { brokenOff: string };

/** Runs a program without a shell and without our environment, at the lowest priority. */
export async function runQuietly(
  program: string,
  args: readonly string[],
  { onOutput, ...how }: LineRun,
): Promise<End> {
  return await run(program, args, how, (output, gotFurther) =>
    eachLine(output, (line) => void (onOutput(line) && gotFurther())),
  );
}

/** Everything a program writes, as quietly; the reason when it fails, takes too long or writes too much. */
export async function readOutput(
  program: string,
  args: readonly string[],
  { withinMs, mostBytes }: { withinMs: number; mostBytes: number },
): Promise<{ output: Buffer } | { brokenOff: string }> {
  const chunks: Buffer[] = [];
  let sizeBytes = 0;
  let firstError = '';
  const how = {
    signal: new AbortController().signal,
    silentMs: withinMs,
    onError: (line: string) => {
      firstError ||= line;
    },
  };
  const end = await run(program, args, how, async (output) => {
    for await (const chunk of output as AsyncIterable<Buffer>) {
      sizeBytes += chunk.length;
      if (sizeBytes <= mostBytes) chunks.push(chunk);
    }
  });
  if ('brokenOff' in end) return end;
  if (end.code !== 0) return { brokenOff: firstError || `it ended with ${end.code}` };
  if (sizeBytes > mostBytes) return { brokenOff: `it wrote more than ${mostBytes} bytes` };
  return { output: Buffer.concat(chunks) };
}

async function run(
  program: string,
  args: readonly string[],
  { signal, silentMs, onError }: Run,
  read: ReadOutput,
): Promise<End> {
  signal.throwIfAborted();
  const child = spawn(program, args, {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { LC_ALL: 'C', AV_LOG_FORCE_NOCOLOR: '1' },
  });
  const closed = once(child, 'close') as Promise<[code: number | null, by: NodeJS.Signals | null]>;
  if (child.pid !== undefined) lower(child.pid);
  const kill = () => child.kill('SIGKILL');
  signal.addEventListener('abort', kill);
  let isStuck = false;
  const patience = setTimeout(() => {
    isStuck = true;
    kill();
  }, silentMs);
  const readings = [
    read(child.stdout, () => void patience.refresh()),
    eachLine(child.stderr, onError),
  ];
  try {
    const [code, by] = await closed.catch(notStarted);
    await Promise.all(readings);
    signal.throwIfAborted();
    if (isStuck) return { brokenOff: `it got nowhere for ${silentMs / 1000} seconds` };
    if (by instanceof Error) return { brokenOff: `it could not be started (${by.message})` };
    return code === null ? { brokenOff: `it was ended by ${by}` } : { code };
  } finally {
    clearTimeout(patience);
    signal.removeEventListener('abort', kill);
  }
}

/** The machine has other things to do. A program that has ended meanwhile needs no priority. */
function lower(pid: number): void {
  try {
    setPriority(pid, constants.priority.PRIORITY_LOW);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ERR_SYSTEM_ERROR') throw error;
  }
}

function notStarted(error: unknown): [code: null, by: Error] {
  if (error instanceof Error) return [null, error];
  throw error;
}

async function eachLine(stream: Readable, take: (line: string) => void): Promise<void> {
  for await (const line of createInterface({ input: stream })) take(line);
}
