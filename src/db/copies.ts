import { type HeldLock, takeLock } from './lock.ts';
import { unknownMigrations } from './known-migrations.ts';
import type { Source } from './load.ts';
import type { Connection } from './orm.ts';
import { withScratch } from './scratch.ts';
import { readSnapshot, type Snapshot } from './snapshot.ts';

const copyLock = { space: 7_266_060, id: 0 };

/** The content of the whole database, for backups. */
export type Copies = {
  /** Null when another process makes a backup now. */
  lock: () => Promise<HeldLock | null>;
  read: <T>(use: (snapshot: Snapshot) => Promise<T>) => Promise<T>;
  /** Loads a source into a database of its own and shows what is there then; null when none may be made. */
  tryOut: <T>(source: Source, use: (loaded: Snapshot) => Promise<T>) => Promise<T | null>;
  /** The migrations this program does not have. */
  unknown: (migrations: readonly string[]) => string[];
};

/** Copies out of a database, and into one beside it. */
export function createCopies(connection: Connection): Copies {
  return {
    lock: () => takeLock(connection, copyLock),
    read: (use) => readSnapshot(connection, use),
    tryOut: (source, use) =>
      withScratch(connection, async (scratch) => {
        const { loadSnapshot } = await import('./load.ts');
        await loadSnapshot(scratch, source);
        return await readSnapshot(scratch, use);
      }),
    unknown: unknownMigrations,
  };
}
