import { closeSync, openSync, rmSync, writeSync } from 'node:fs';
import path from 'node:path';
import { mountDisk, mountProblem } from '../support/mounts.ts';
import { type OwnPostgres, startOwnPostgres } from './own-postgres.ts';
import type { StorageFault } from './storage-round.ts';

const stepBytes = 64 * 1024;

/** A database server on a small disk of its own, and what fills that disk; the reason where none can be mounted. */
export function openSmallDisk():
  | { start: () => Promise<OwnPostgres>; fault: StorageFault }
  | { problem: string } {
  const problem = mountProblem();
  if (problem !== null) return { problem };
  const disk = mountDisk('size=200m,mode=755');
  const ballast = path.join(disk.folder, 'ballast');
  return {
    async start() {
      const postgres = await startOwnPostgres(path.join(disk.folder, 'postgres'));
      const close = async () => {
        await postgres.close();
        disk.unmount();
      };
      return { ...postgres, close };
    },
    fault: {
      name: 'its disk full for a while',
      begin: async () => fill(ballast),
      // A server that could not write its log has ended itself, and somebody has to start it.
      end: async (postgres) => {
        rmSync(ballast);
        await postgres.start();
      },
      toRead: null,
      toChange: null,
    },
  };
}

function fill(file: string): void {
  const handle = openSync(file, 'w');
  const bytes = Buffer.alloc(stepBytes, 1);
  try {
    for (;;) writeSync(handle, bytes);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error;
  } finally {
    closeSync(handle);
  }
}
