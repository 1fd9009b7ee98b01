import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { newTempName } from './temp-folders.ts';
import { tryLink } from './transfer.ts';

/**
 * Whether a file can only be copied into the library. Only the system knows: two mounts of one file
 * system look like one and take no link between them. Where nothing can be tried now the answer is no.
 */
export async function mustCopy(libraryRoot: string, source: string): Promise<boolean> {
  const folder = join(libraryRoot, newTempName());
  try {
    await mkdir(folder);
    return !(await tryLink(source, join(folder, 'link')));
  } catch {
    // No library, no rights, no such file: the import meets the same and says it in words.
    return false;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
