import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import http from 'node:http';
import net from 'node:net';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

export type Program = {
  pid: number;
  /** From the start of the process to the first 200 of `/health/ready`. */
  readyMs: number;
  /** Processor time of all its threads in that while: what other load on the machine hardly changes. */
  readyCpuMs: number;
};

const root = path.resolve(import.meta.dirname, '../..');
const readyWithinMs = 60_000;
const pollMs = 4;
/** Linux counts processor time in hundredths of a second. */
const tickMs = 10;

/** The bot as `npm start` starts it: with the environment, the options and the file that are written there. */
export function withBot<Result>(
  folder: string,
  environment: Record<string, string>,
  use: (program: Program) => Promise<Result>,
): Promise<Result> {
  const text = readFileSync(path.join(root, 'package.json'), 'utf8');
  const { scripts } = JSON.parse(text) as { scripts: { start: string } };
  const words = scripts.start.split(' ');
  const node = words.indexOf('node');
  const own = words.slice(0, node).map((word) => word.split('='));
  const settings = { ...Object.fromEntries(own), ...environment };
  return withProgram(words.slice(node + 1), folder, settings, use);
}

/**
 * Starts a file of this project in a process of its own, in `folder`, with nothing but the given
 * environment, and uses it as soon as it is ready; then it is ended as a service manager would.
 * Throws with what it wrote when it does not get ready.
 */
export async function withProgram<Result>(
  args: readonly string[],
  folder: string,
  environment: Record<string, string>,
  use: (program: Program) => Promise<Result>,
): Promise<Result> {
  const port = await freePort();
  const startedAt = performance.now();
  const child = spawn(
    process.execPath,
    args.map((arg) => (/\.[jt]s$/.test(arg) ? path.join(root, arg) : arg)),
    {
      cwd: folder,
      env: { TMPDIR: folder, HTTP_PORT: String(port), ...environment },
      stdio: ['ignore', 'ignore', 'pipe'],
    },
  );
  try {
    await untilReady(child, port);
    const readyMs = performance.now() - startedAt;
    const pid = child.pid ?? 0;
    return await use({ pid, readyMs, readyCpuMs: await cpuMs(pid) });
  } finally {
    await end(child);
  }
}

async function untilReady(child: ChildProcess, port: number): Promise<void> {
  let said = '';
  child.stderr?.on('data', (chunk: Buffer) => {
    said = `${said}${chunk.toString()}`.slice(-4000);
  });
  for (const deadline = Date.now() + readyWithinMs; !(await isReady(port)); await sleep(pollMs)) {
    if (child.exitCode === null && Date.now() < deadline) continue;
    throw new Error(`${child.spawnargs.join(' ')} did not get ready:\n${said}`);
  }
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  child.kill('SIGTERM');
  await ended;
}

/** A plain request: `fetch` would cost this process more than the answer costs the other. */
function isReady(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const options = { host: '127.0.0.1', port, path: '/health/ready', agent: false };
    http
      .get(options, (answer) => {
        answer.resume();
        resolve(answer.statusCode === 200);
      })
      .on('error', () => resolve(false));
  });
}

async function freePort(): Promise<number> {
  const server = net.createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as net.AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

/** Processor time a process has used so far. Linux only. */
function cpuMs(pid: number): Promise<number> {
  return readCpuMs(`/proc/${pid}/stat`);
}

/** The same for its main thread alone, without workers and helper threads. */
export function mainThreadCpuMs(pid: number): Promise<number> {
  return readCpuMs(`/proc/${pid}/task/${pid}/stat`);
}

async function readCpuMs(file: string): Promise<number> {
  const stat = await readFile(file, 'utf8');
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return (Number(fields[11]) + Number(fields[12])) * tickMs;
}

/** Memory a process holds, in MiB, shared pages included. Linux only. */
export async function residentMiB(pid: number): Promise<number> {
  return field(await readFile(`/proc/${pid}/status`, 'utf8'), 'VmRSS');
}

/** Memory of a process and its children, in MiB, each shared page counted once in all. Linux only. */
export async function treeMiB(pid: number): Promise<number> {
  const children = await readFile(`/proc/${pid}/task/${pid}/children`, 'utf8');
  const sizes = [pid, ...children.split(' ').filter(Boolean).map(Number)].map(shareMiB);
  return (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0);
}

/** Nothing for a process that has ended since its number was read. */
async function shareMiB(pid: number): Promise<number> {
  try {
    return field(await readFile(`/proc/${pid}/smaps_rollup`, 'utf8'), 'Pss');
  } catch (error) {
    if (['ENOENT', 'ESRCH'].includes((error as NodeJS.ErrnoException).code ?? '')) return 0;
    throw error;
  }
}

function field(text: string, name: string): number {
  const kib = new RegExp(`^${name}:\\s+(\\d+) kB`, 'm').exec(text)?.[1];
  return Number(kib) / 1024;
}
