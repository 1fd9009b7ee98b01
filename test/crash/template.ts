import { rm } from 'node:fs/promises';
import path from 'node:path';
import pg from 'pg';
import { startEmbeddedPostgres } from '../../src/db/embedded.ts';
import { migrate } from '../../src/db/migrate.ts';
import { makeTemporaryFolder } from '../support/temporary-folder.ts';
import type { Server } from './scene.ts';

export type Template = { server: Server; template: string; close: () => Promise<void> };

const template = 'template_migrated';

/** A throw-away server with a migrated database to copy, where no test run brings one. */
export async function openTemplate(): Promise<Template> {
  const folder = await makeTemporaryFolder('shelfwarden-crash-');
  const { host, port, user, stop } = await startEmbeddedPostgres({
    dataDir: path.join(folder, 'postgres'),
    isDurable: false,
    // Several programs with their workers at a time.
    settings: { max_connections: '200' },
  });
  const close = async () => {
    await stop();
    await rm(host, { recursive: true, force: true });
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  };
  try {
    const client = new pg.Client({ host, port, user, database: 'postgres' });
    await client.connect();
    await client.query(`create database ${template}`);
    await client.end();
    await migrate({ host, port, user, dbName: template });
  } catch (error) {
    await close();
    throw error;
  }
  return { server: { host, port }, template, close };
}
