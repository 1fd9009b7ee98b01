import { constants } from 'node:fs';
import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { headBytes, whyNoAudio, whyProgram } from './content-kind.ts';
import { isAudio } from './extensions.ts';
import { readFault } from './present.ts';
import type { ContentFault } from './verdict.ts';

/** Every file that is something else than its name says, by its first bytes. */
export async function findDisguised(
  paths: readonly string[],
  realRoot: string,
  signal: AbortSignal,
): Promise<ContentFault[]> {
  const faults: ContentFault[] = [];
  for (const path of paths) {
    signal.throwIfAborted();
    const head = await headOf(join(realRoot, path)).catch((error: unknown) =>
      readFault(path, error),
    );
    if (!Buffer.isBuffer(head)) {
      faults.push(head);
      continue;
    }
    const detail = isAudio(path) ? whyNoAudio(head) : whyProgram(head);
    if (detail) faults.push({ kind: 'disguised', path, detail });
  }
  return faults;
}

async function headOf(file: string): Promise<Buffer> {
  await using handle = await open(file, constants.O_RDONLY | constants.O_NOFOLLOW);
  const { buffer, bytesRead } = await handle.read(Buffer.alloc(headBytes), 0, headBytes, 0);
  return buffer.subarray(0, bytesRead);
}
