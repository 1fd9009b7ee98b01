import { readdir, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import pg from 'pg';
import type { TestProject } from 'vitest/node';
import { startEmbeddedPostgres } from '../../src/db/embedded.ts';
import { isReady, readPidFile } from '../../src/db/embedded-running.ts';
import { migrate } from '../../src/db/migrate.ts';
import { schemaPrint } from './empty-tables.ts';
import { isAlive } from './processes.ts';
import { makeTemporaryFolder, temporaryRoot } from './temporary-folder.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    postgres: { host: string; port: number; template: string; schemaPrint: string };
  }
}

const template = 'template_migrated';
const folderPrefix = 'shelfwarden-run-';

/** One throw-away server per test run, with one migrated database that the tests copy. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  await removeAbandonedRuns();
  const folder = await makeTemporaryFolder(`${folderPrefix}${process.pid}-`);
  const { host, port, user, stop } = await startEmbeddedPostgres({
    dataDir: path.join(folder, 'data'),
    isDurable: false,
    // A table that was looked at while it was empty would be planned for as an empty one by the next test.
    settings: { max_connections: '200', autovacuum: 'off' },
  });
  const teardown = async () => {
    await stop();
    await rm(folder, { recursive: true });
    await rm(host, { recursive: true });
  };
  try {
    const print = await createTemplate({ host, port, user });
    project.provide('postgres', { host, port, template, schemaPrint: print });
  } catch (error) {
    await teardown();
    throw error;
  }
  return teardown;
}

/** Answers the print of the schema. */
async function createTemplate(server: {
  host: string;
  port: number;
  user: string;
}): Promise<string> {
  const client = new pg.Client({ ...server, database: 'postgres' });
  await client.connect();
  try {
    await client.query(`create database ${template}`);
    await migrate({ ...server, dbName: template });
    const print = await readPrint(server);
    // A session left open in the template would make every copy fail.
    await client.query(`alter database ${template} with allow_connections false`);
    return print;
  } finally {
    await client.end();
  }
}

async function readPrint(server: { host: string; port: number; user: string }): Promise<string> {
  const client = new pg.Client({ ...server, database: template });
  await client.connect();
  try {
    const { rows } = await client.query<{ print: string }>(schemaPrint);
    return rows[0]?.print ?? '';
  } finally {
    await client.end();
  }
}

/** A run that was killed leaves its server behind; the folder's name tells whose it was. */
async function removeAbandonedRuns(): Promise<void> {
  for (const name of await readdir(temporaryRoot)) {
    const pid = name.startsWith(folderPrefix) ? Number(name.split('-').at(-2)) : 0;
    if (!pid || isAlive(pid)) continue;
    const folder = path.join(temporaryRoot, name);
    const found = await stat(folder).catch(() => null);
    if (found?.uid !== process.geteuid?.()) continue;
    const dataDir = path.join(folder, 'data');
    const server = await readPidFile(dataDir);
    if (server && (await isReady(server, dataDir))) process.kill(server.pid, 'SIGQUIT');
    if (server) await rm(server.host, { recursive: true, force: true });
    await rm(folder, { recursive: true, force: true, maxRetries: 10 });
  }
}
