import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import path from 'node:path';
import { until } from '../support/until.ts';

const root = path.resolve(import.meta.dirname, '../..');
/** Spares every start but the first a good part of its work. */
const compileCache = path.join(root, 'node_modules/.cache/shelfwarden');
const key = 'faults-key-0123456789-0123456789-0123456789';
const patience = { timeoutMs: 60_000 };

export type Answer = { status: number; text: string; ms: number };

/** The program as `npm start` runs it, with its terminal and its HTTP server. */
export type Program = {
  pid: number;
  ask: (path: string, body?: Record<string, unknown>) => Promise<Answer>;
  /** Types a line; what the terminal says to it, up to a text that is awaited. */
  type: (line: string, awaited: RegExp) => Promise<string>;
  /** What it wrote to standard error. */
  errors: () => string;
  isRunning: () => boolean;
  stop: () => Promise<void>;
};

export async function startProgram(
  environment: Record<string, string>,
  { nodeOptions = [], prefix = [] }: { nodeOptions?: string[]; prefix?: string[] } = {},
): Promise<Program> {
  const folder = environment['DATA_DIR'] ?? '';
  await mkdir(folder, { recursive: true });
  const port = await freePort();
  const [command, ...words] = [
    ...prefix,
    process.execPath,
    ...nodeOptions,
    path.join(root, 'src/main.js'),
  ];
  const child = spawn(command, words, {
    cwd: folder,
    env: {
      PATH: process.env['PATH'],
      NODE_COMPILE_CACHE: compileCache,
      HTTP_PORT: String(port),
      API_KEY: key,
      ...environment,
    },
  });
  const said = { output: '', errors: '' };
  child.stdout.on('data', (chunk) => (said.output += String(chunk)));
  child.stderr.on('data', (chunk) => (said.errors = `${said.errors}${chunk}`.slice(-200_000)));
  const ended = once(child, 'exit');
  const isRunning = () => child.exitCode === null && child.signalCode === null;
  const program: Program = {
    pid: child.pid ?? 0,
    ask: (where, body) => ask(`http://127.0.0.1:${port}${where}`, body),
    async type(line, awaited) {
      const from = said.output.length;
      child.stdin.write(`${line}\n`);
      await until(() => awaited.test(said.output.slice(from)), patience).catch(() => {
        throw new Error(`to "${line}" the terminal says: ${said.output.slice(from)}`);
      });
      return said.output.slice(from);
    },
    errors: () => said.errors,
    isRunning,
    async stop() {
      if (isRunning()) child.kill('SIGTERM');
      const timer = setTimeout(() => child.kill('SIGKILL'), 10_000);
      await ended;
      clearTimeout(timer);
    },
  };
  try {
    await until(async () => {
      if (!isRunning()) throw new Error('it ended');
      return (await program.ask('/health/ready').catch(() => null))?.status === 200;
    }, patience);
  } catch (error) {
    await program.stop();
    throw new Error(`the program did not get ready: ${said.errors}`, { cause: error });
  }
  return program;
}

async function ask(url: string, body?: Record<string, unknown>): Promise<Answer> {
  const startedAt = performance.now();
  const headers = { 'x-api-key': key, 'content-type': 'application/json' };
  const response = await fetch(url, {
    headers,
    ...(body ? { method: 'POST', body: JSON.stringify(body) } : {}),
  });
  const text = await response.text();
  return { status: response.status, text, ms: performance.now() - startedAt };
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}
