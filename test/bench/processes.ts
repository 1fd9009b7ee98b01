import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import http from 'node:http';
import net from 'node:net';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

export type Program = {
  pid: number;
  /** From the start of the process to the first 200 of `/health/ready`. */
  readyMs: number;
  /** Ends it as a service manager would, and waits for that. */
  stop: () => Promise<void>;
};

const root = path.resolve(import.meta.dirname, '../..');
const readyWithinMs = 60_000;
const pollMs = 4;

/**
 * Starts a file of this project in a process of its own, in `folder`, with nothing but the given
 * environment, and waits until it is ready. Throws with what it wrote when it is not.
 */
export async function startProgram(
  file: string,
  folder: string,
  environment: Record<string, string>,
): Promise<Program> {
  const port = await freePort();
  const startedAt = performance.now();
  const child = spawn(process.execPath, [path.join(root, file)], {
    cwd: folder,
    env: { TMPDIR: folder, HTTP_PORT: String(port), ...environment },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let said = '';
  child.stderr?.on('data', (chunk: Buffer) => {
    said = `${said}${chunk.toString()}`.slice(-4000);
  });
  while (!(await isReady(port))) {
    const isLate = performance.now() - startedAt > readyWithinMs;
    if (isLate) child.kill('SIGKILL');
    if (isLate || child.exitCode !== null) throw new Error(`${file} did not get ready:\n${said}`);
    await sleep(pollMs);
  }
  const readyMs = performance.now() - startedAt;
  return { pid: child.pid ?? 0, readyMs, stop: () => end(child) };
}

async function end(child: ChildProcess): Promise<void> {
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

/** Memory a process holds, in MiB, shared pages included. Linux only. */
export async function residentMiB(pid: number): Promise<number> {
  return field(await readFile(`/proc/${pid}/status`, 'utf8'), 'VmRSS');
}

/** Memory of a process and its children, in MiB, each shared page counted once in all. Linux only. */
export async function treeMiB(pid: number): Promise<number> {
  const children = await readFile(`/proc/${pid}/task/${pid}/children`, 'utf8');
  const pids = [pid, ...children.split(' ').filter(Boolean).map(Number)];
  const sizes = pids.map(async (one) =>
    field(await readFile(`/proc/${one}/smaps_rollup`, 'utf8'), 'Pss'),
  );
  return (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0);
}

function field(text: string, name: string): number {
  const kib = new RegExp(`^${name}:\\s+(\\d+) kB`, 'm').exec(text)?.[1];
  return Number(kib) / 1024;
}
