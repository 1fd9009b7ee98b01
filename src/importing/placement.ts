import type { Verdict } from '../integrity/verdict.ts';

export type PlacementStop =
  | 'already-there'
  | 'names-taken'
  | 'name-is-file'
  | 'name-too-long'
  | 'names-clash'
  | 'unsafe-name'
  | 'leads-out'
  | 'no-space'
  | 'not-writable'
  | 'read-only'
  | 'disk-error'
  | 'no-library-folder'
  | 'source-missing'
  | 'unreadable'
  | 'source-outside'
  | 'source-changed'
  | 'single-file';

/** Nothing was placed and nothing was left behind; the explanation is a sentence for a person. */
export type Stopped = { kind: 'stopped'; reason: PlacementStop; explanation: string };

export type Placed = {
  kind: 'placed';
  folder: string;
  /** The number behind the folder's name when that name was taken by another book. */
  suffix: number | null;
  /** `copy` as soon as one file had to be copied. */
  method: 'link' | 'copy';
  files: { from: string; to: string }[];
};

/** The content is not what the torrent says, as its copying showed; nothing was placed. */
export type Differs = { kind: 'differs'; verdict: Verdict };

export type Placement = Placed | Stopped | Differs;

export function stopped(reason: PlacementStop, explanation: string): Stopped {
  return { kind: 'stopped', reason, explanation };
}

const stops: Record<string, Stopped> = {
  EROFS: stopped('read-only', 'The library is mounted read-only.'),
  EACCES: stopped('not-writable', 'The system refused access to the download or to the library.'),
  ENAMETOOLONG: stopped('name-too-long', 'A name is too long for the file system of the library.'),
  ENOSPC: stopped('no-space', 'The library’s disk is full.'),
  ENOTDIR: stopped('name-is-file', 'A file has the name of a folder that the book needs.'),
  ENOTEMPTY: stopped('names-taken', 'A folder with the book’s name appeared during the import.'),
  EIO: stopped('disk-error', 'The disk answered with an error.'),
};

const sameAs: Record<string, string> = {
  EPERM: 'EACCES',
  EDQUOT: 'ENOSPC',
  EEXIST: 'ENOTEMPTY',
  // What a network share says whose server is away.
  ESTALE: 'EIO',
  ENOTCONN: 'EIO',
  EHOSTDOWN: 'EIO',
  ETIMEDOUT: 'EIO',
};

/** What a refused system call means for the import; `null` for an error nobody foresaw. */
export function stopFor(error: unknown): Stopped | null {
  const code = (error as NodeJS.ErrnoException).code ?? '';
  return stops[sameAs[code] ?? code] ?? null;
}
