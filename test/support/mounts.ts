import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export type Disk = { folder: string; makeReadOnly: () => void; unmount: () => void };

/** A small disk in memory, a file system of its own; throws the system's reason where that is not allowed. */
export function mountDisk(options: string): Disk {
  const folder = mkdtempSync(join(tmpdir(), 'disk-'));
  try {
    run('mount', '-t', 'tmpfs', '-o', options, 'shelfwarden-test', folder);
  } catch (error) {
    rmdirSync(folder);
    throw error;
  }
  return {
    folder,
    makeReadOnly: () => run('mount', '-o', 'remount,ro', folder),
    unmount: () => {
      run('umount', folder);
      rmdirSync(folder);
    },
  };
}

/** Why no disk can be mounted here; null when one can. */
export function mountProblem(): string | null {
  try {
    mountDisk('size=1m').unmount();
    return null;
  } catch (error) {
    return (error as Error).message;
  }
}

function run(command: string, ...words: string[]): void {
  const { status, stderr, error } = spawnSync(command, words, { encoding: 'utf8' });
  if (status !== 0) throw new Error((error?.message ?? stderr).trim());
}
