import { lstat, realpath } from 'node:fs/promises';
import { join } from 'node:path';
import type { ContentFault, ContentFaultKind } from './verdict.ts';

type ExpectedFile = { path: string; lengthBytes: number };

/** Every file that is not below the real save path as a plain file of its size. */
export async function findAbsent(
  files: readonly ExpectedFile[],
  realRoot: string,
  signal: AbortSignal,
): Promise<ContentFault[]> {
  const faults: ContentFault[] = [];
  for (const file of files) {
    signal.throwIfAborted();
    const fault = await checkPresence(file, realRoot).catch((error: unknown) =>
      readFault(file.path, error),
    );
    if (fault !== null) faults.push(fault);
  }
  return faults;
}

async function checkPresence(file: ExpectedFile, realRoot: string): Promise<ContentFault | null> {
  const { path, lengthBytes } = file;
  const expected = join(realRoot, path);
  if ((await realpath(expected)) !== expected) {
    return { kind: 'not-a-file', path, detail: 'it is reached through a symbolic link' };
  }
  const found = await lstat(expected);
  if (!found.isFile()) return { kind: 'not-a-file', path, detail: 'it is not a plain file' };
  if (found.size === lengthBytes) return null;
  return { kind: 'wrong-size', path, detail: `${found.size} instead of ${lengthBytes} bytes` };
}

const kinds: Record<string, ContentFaultKind> = {
  ENOENT: 'missing-file',
  ENOTDIR: 'missing-file',
  ELOOP: 'not-a-file',
  EACCES: 'unreadable',
  EPERM: 'unreadable',
  EIO: 'unreadable',
};

const details: Partial<Record<ContentFaultKind, string>> = {
  'missing-file': 'it is not there',
  'not-a-file': 'it is a symbolic link',
  unreadable: 'it cannot be read',
};

/** The fault that a failed look at a file means; any other error is thrown on. */
export function readFault(path: string, error: unknown): ContentFault {
  const code = (error as NodeJS.ErrnoException).code ?? '';
  const kind = kinds[code];
  if (kind === undefined) throw error;
  return { kind, path, detail: `${details[kind]} (${code})` };
}
