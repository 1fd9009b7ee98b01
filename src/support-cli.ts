import { mkdir, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { type Config, loadConfig, processEnvironment } from './config.ts';
import { secretNames } from './config-options.ts';
import { messageOf } from './errors.ts';
import { exitOver } from './exit.ts';
import { openDoor } from './join.ts';
import { scrub } from './log.ts';
import { gatherFacts, type InsideFacts } from './setup/bundle.ts';
import { keptLogFile, readKeptLog } from './journal/kept-log.ts';
import { version } from './version.ts';

type Environment = Parameters<typeof loadConfig>[0];

const mostLogLines = 2000;

/** `npm run support`: one file with what helps somebody to help, beside a running bot or without one. */
async function support(): Promise<void> {
  const environment = processEnvironment();
  const config = loadConfig(environment);
  const madeAt = new Date();
  const facts = {
    version,
    madeAt,
    machine: machineOf(),
    ...shownSettings(config),
    ...(await insideFacts(environment)),
    log: readKeptLog(keptLogFile(config.dataDir), { level: 'debug', limit: mostLogLines }),
  };
  const text = scrub(JSON.stringify(facts, null, 2), config.secrets);
  const stamp = madeAt.toISOString().replaceAll(/[-:]|\..*/g, '');
  const file = path.join(config.dataDir, `shelfwarden-support-${stamp}.json.gz`);
  await mkdir(config.dataDir, { recursive: true });
  await writeFile(file, gzipSync(text), { mode: 0o600, flag: 'wx' });
  process.stdout.write(
    `${file}\nKeys, passwords, cookies and tokens are cut out. Titles of books, addresses and folders are not: look through it (zcat ${file}) before you pass it on.\n`,
  );
}

/** A database that is away is what somebody may need help with. */
async function insideFacts(
  environment: Environment,
): Promise<InsideFacts | { databaseProblem: string }> {
  try {
    const door = await openDoor(environment);
    try {
      return await gatherFacts(door.services.em(), door.services);
    } finally {
      await door.stop();
    }
  } catch (error) {
    return { databaseProblem: messageOf(error) };
  }
}

function machineOf(): Record<string, string | number> {
  return {
    node: process.version,
    system: `${os.type()} ${os.release()} ${os.arch()}`,
    processors: os.availableParallelism(),
    memoryMib: Math.round(os.totalmem() / 1024 ** 2),
  };
}

/** The settings that anybody may see, and which of the others there are. */
function shownSettings({ settings }: Config): object {
  const isSecret = (name: string) => secretNames.some((secret) => secret === name);
  const entries = Object.entries(settings).filter(([, value]) => value !== undefined);
  const plain = entries.filter(([name]) => !isSecret(name));
  return {
    settings: Object.fromEntries(
      plain.map(([name, value]) => [
        name,
        value instanceof Map ? Object.fromEntries(value) : value,
      ]),
    ),
    secretsSet: entries.map(([name]) => name).filter(isSecret),
  };
}

support().then(() => process.exit(0), exitOver);
