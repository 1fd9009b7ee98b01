import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { pbkdf2Sync, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import path from 'node:path';
import { makeTemporaryFolder } from './temporary-folder.ts';

const binary = process.env['QBITTORRENT_BINARY'] ?? 'qbittorrent-nox';
const startWithinMs = 30_000;
const stopWithinMs = 10_000;

/** Whether the real program is installed; where tests must be complete (CI) its absence is an error. */
export const qbittorrentAvailable = spawnSync(binary, ['--version']).status === 0;

if (!qbittorrentAvailable) {
  const reason = `${binary}, which the tests against the real program need, is not installed`;
  if (process.env['CI']) throw new Error(reason);
  console.warn(reason);
}

export type RunningQbittorrent = {
  baseUrl: string;
  username: string;
  password: string;
  pid: number;
  defaultSavePath: string;
  /** Ends the program and removes its folder. */
  stop(): Promise<void>;
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
  const program = spawn(binary, [`--profile=${folder}`], {
    stdio: 'ignore',
    env: { ...process.env, HOME: folder },
  });
  const killAtExit = () => program.kill('SIGKILL');
  process.once('exit', killAtExit);
  const baseUrl = `http://127.0.0.1:${webPort}`;
  const stop = async () => {
    process.off('exit', killAtExit);
    await end(program);
    await rm(folder, { recursive: true, force: true });
  };
  try {
    await waitUntilReady(program, baseUrl);
  } catch (error) {
    await stop();
    throw error;
  }
  return { baseUrl, username, password, pid: program.pid ?? 0, defaultSavePath, stop };
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
  const timer = setTimeout(() => program.kill('SIGKILL'), stopWithinMs);
  await gone;
  clearTimeout(timer);
}
