import { mkdir, readdir, rm } from 'node:fs/promises';
import path from 'node:path';
import type { EntityManager } from '@mikro-orm/postgresql';
import { afterEach, beforeEach } from 'vitest';
import { loadConfig } from '../../src/config.ts';
import { createCopies } from '../../src/db/copies.ts';
import { type Connection, openOrm } from '../../src/db/orm.ts';
import { createDatabaseUrl } from '../e2e/test-bot.ts';
import { makeTemporaryFolder } from '../support/temporary-folder.ts';

export const day = (text: string) => new Date(`2026-06-${text}:00Z`);

/** A data folder and a server outside of it, for each test. */
export function usePlace() {
  const drops: (() => Promise<void>)[] = [];
  const place = {
    folder: '',
    backups: '',
    environment: {} as Record<string, string>,
    /** Another database of the server, with the present schema. */
    async addDatabase(): Promise<string> {
      const { url, drop } = await createDatabaseUrl();
      drops.push(drop);
      return url;
    },
    services: (changes: Record<string, string> = {}) => ({
      config: loadConfig({ ...place.environment, ...changes }),
      copies: createCopies(place.connection()),
    }),
    connection: (): Connection => ({ clientUrl: place.environment['DATABASE_URL'] ?? '' }),
    /** The backups that lie there, and whatever else does. */
    files: async () => (await readdir(place.backups)).toSorted((a, b) => a.localeCompare(b)),
    /** Uses a database, the own one if no other is named, over a connection that is closed again. */
    async on<T>(use: (em: EntityManager) => Promise<T>, url?: string): Promise<T> {
      const orm = await openOrm(url ? { clientUrl: url } : place.connection(), 2);
      try {
        return await use(orm.em.fork());
      } finally {
        await orm.close();
      }
    },
    run: (statement: string, url?: string) =>
      place.on((em) => em.execute<Record<string, unknown>[]>(statement), url),
  };
  beforeEach(async () => {
    place.folder = await makeTemporaryFolder();
    place.backups = path.join(place.folder, 'backups');
    await mkdir(place.backups);
    place.environment = { DATABASE_URL: await place.addDatabase(), DATA_DIR: place.folder };
  });
  afterEach(async () => {
    for (const drop of drops.splice(0)) await drop();
    await rm(place.folder, { recursive: true });
  });
  return place;
}
