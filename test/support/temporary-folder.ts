import { statfsSync } from 'node:fs';
import { chmod, mkdtemp } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';

const roomyBytes = 2_000_000_000;

/** Where tests put files: in memory where there is room (Linux), because a database is many of them. */
export const temporaryRoot = hasRoom('/dev/shm') ? '/dev/shm' : os.tmpdir();

/** A new folder that other accounts may enter, as the server's account must when root runs the tests. */
export async function makeTemporaryFolder(prefix = 'shelfwarden-test-'): Promise<string> {
  const folder = await mkdtemp(path.join(temporaryRoot, prefix));
  await chmod(folder, 0o755);
  return folder;
}

function hasRoom(folder: string): boolean {
  try {
    const { bavail, bsize } = statfsSync(folder);
    return bavail * bsize > roomyBytes;
  } catch {
    return false;
  }
}
