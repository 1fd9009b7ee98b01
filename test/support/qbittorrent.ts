import { type ChildProcess, spawn } from 'node:child_process';
import { pbkdf2Sync, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import path from 'node:path';
import { isInstalled } from './programs.ts';
import { makeTemporaryFolder } from './temporary-folder.ts';

const binary = process.env['QBITTORRENT_BINARY'] ?? 'qbittorrent-nox';
const startWithinMs = 30_000;
const stopWithinMs = 10_000;

export const qbittorrentAvailable = isInstalled(
  binary,
  '--version',
  'the tests against the real program',
);

export type RunningQbittorrent = {
  baseUrl: string;
  username: string;
  password: string;
  /** Its profile and everything else it writes. */
  folder: string;
  defaultSavePath: string;
  /** Stops (SIGSTOP) or continues (SIGCONT) all its threads. */
  signal: (name: 'SIGSTOP' | 'SIGCONT') => void;
  /** Milliseconds of processor time it has used since its last start. */
  cpuMs: () => number;
  /** Ends the program; everything stays as it is on the disk. */
  shutDown: () => Promise<void>;
  /** Starts it again, on the same ports, with what it had. */
  startAgain: () => Promise<void>;
  /** Ends the program and removes its folder. */
  stop: () => Promise<void>;
};

/** A real headless qBittorrent in a folder of its own that listens and talks on loopback only. */
export async function startQbittorrent(): Promise<RunningQbittorrent> {
  const folder = await makeTemporaryFolder('shelfwarden-qbittorrent-');
  const defaultSavePath = path.join(folder, 'downloads');
  const configFolder = path.join(folder, 'qBittorrent', 'config');
  const [webPort, peerPort] = await findFreePorts();
  const username = 'warden';
  const password = randomBytes(12).toString('hex');
  const lines = configLines({ webPort, peerPort, username, password, defaultSavePath });
  await mkdir(defaultSavePath, { recursive: true });
  await mkdir(configFolder, { recursive: true });
  await writeFile(path.join(configFolder, 'qBittorrent.conf'), lines.join('\n'));
  const baseUrl = `http://127.0.0.1:${webPort}`;
  let program: ChildProcess | null = null;
  const killAtExit = () => program?.kill('SIGKILL');
  process.once('exit', killAtExit);
  const shutDown = async () => {
    if (program) await end(program);
  };
  const startAgain = async () => {
    const env = { ...process.env, HOME: folder };
    program = spawn(binary, [`--profile=${folder}`], { stdio: 'ignore', env });
    await waitUntilReady(program, baseUrl);
  };
  const stop = async () => {
    process.off('exit', killAtExit);
    await shutDown();
    await rm(folder, { recursive: true, force: true });
  };
  try {
    await startAgain();
  } catch (error) {
    await stop();
    throw error;
  }
  return {
    baseUrl,
    username,
    password,
    folder,
    defaultSavePath,
    signal: (name) => void program?.kill(name),
    cpuMs: () => cpuMsOf(program?.pid ?? 0),
    shutDown,
    startAgain,
    stop,
  };
}

function configLines(settings: {
  webPort: number;
  peerPort: number;
  username: string;
  password: string;
  defaultSavePath: string;
}): string[] {
  return [
    '[LegalNotice]',
    'Accepted=true',
    '[Preferences]',
    'WebUI\\Enabled=true',
    'WebUI\\Address=127.0.0.1',
    `WebUI\\Port=${settings.webPort}`,
    `WebUI\\Username=${settings.username}`,
    `WebUI\\Password_PBKDF2="${hashPassword(settings.password)}"`,
    'WebUI\\LocalHostAuth=true',
    'WebUI\\UseUPnP=false',
    '[BitTorrent]',
    `Session\\Port=${settings.peerPort}`,
    'Session\\Interface=lo',
    'Session\\InterfaceName=lo',
    'Session\\InterfaceAddress=127.0.0.1',
    'Session\\DHTEnabled=false',
    'Session\\PeXEnabled=false',
    'Session\\LSDEnabled=false',
    'Session\\MultiConnectionsPerIp=true',
    'Session\\SSRFMitigation=false',
    'Session\\QueueingSystemEnabled=false',
    'Session\\RefreshInterval=100',
    `Session\\DefaultSavePath=${settings.defaultSavePath}`,
    '[Network]',
    'PortForwardingEnabled=false',
    '',
  ];
}

/** PBKDF2-HMAC-SHA512 with 100,000 rounds, the form qBittorrent keeps its password in. */
function hashPassword(password: string): string {
  const salt = randomBytes(16);
  const hash = pbkdf2Sync(password, salt, 100_000, 64, 'sha512');
  return `@ByteArray(${salt.toString('base64')}:${hash.toString('base64')})`;
}

async function findFreePorts(): Promise<[number, number]> {
  const servers = [createServer(), createServer()] as const;
  const ports = servers.map(async (server) => {
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const address = server.address();
    return address !== null && typeof address === 'object' ? address.port : 0;
  });
  const [web = 0, peer = 0] = await Promise.all(ports);
  for (const server of servers) server.close();
  return [web, peer];
}

async function waitUntilReady(program: ChildProcess, baseUrl: string): Promise<void> {
  let failure: unknown = null;
  program.once('error', (error) => {
    failure = error;
  });
  const deadline = Date.now() + startWithinMs;
  while (Date.now() < deadline) {
    if (failure || program.exitCode !== null) break;
    const answer = await fetch(`${baseUrl}/api/v2/app/version`).catch(() => null);
    if (answer?.status === 403) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`${binary} did not start`, { cause: failure });
}

async function end(program: ChildProcess): Promise<void> {
  if (program.pid === undefined || program.exitCode !== null || program.signalCode !== null) return;
  const gone = once(program, 'exit');
  program.kill('SIGTERM');
  program.kill('SIGCONT');
  const timer = setTimeout(() => program.kill('SIGKILL'), stopWithinMs);
  await gone;
  clearTimeout(timer);
}

/** Linux counts in hundredths of a second. */
function cpuMsOf(pid: number): number {
  const [, fields = ''] = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ');
  const [user, system] = fields.split(' ').slice(11, 13);
  return (Number(user) + Number(system)) * 10;
}
