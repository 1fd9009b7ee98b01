type StopReason =
  | 'destination-exists'
  | 'no-space'
  | 'not-writable'
  | 'read-only'
  | 'name-too-long'
  | 'source-missing'
  | 'outside-root';

/** Nothing was placed and nothing was left behind; both texts are sentences for a person. */
export type Stopped = {
  kind: 'stopped';
  reason: StopReason;
  explanation: string;
  nextStep: string;
};

export type Placed = {
  kind: 'placed';
  folder: string;
  /** The number behind the folder's name when that name was taken by another book. */
  suffix: number | null;
  /** `copy` as soon as one file had to be copied. */
  method: 'link' | 'copy';
  files: { from: string; to: string }[];
};

export type Placement = Placed | Stopped;

export function stopped(reason: StopReason, explanation: string, nextStep: string): Stopped {
  return { kind: 'stopped', reason, explanation, nextStep };
}

const retry = 'then retry the import.';

const stops: Record<string, Stopped> = {
  EROFS: stopped('read-only', 'The library is mounted read-only.', `Mount it writable, ${retry}`),
  EACCES: stopped(
    'not-writable',
    'The system refused access to the download or to the library.',
    `Let the bot’s user read the download and write the library, ${retry}`,
  ),
  ENAMETOOLONG: stopped(
    'name-too-long',
    'A name is too long for the file system of the library.',
    `Shorten the title, the series or the narrators, ${retry}`,
  ),
  ENOSPC: stopped('no-space', 'The library’s disk is full.', `Free some space, ${retry}`),
  ENOTDIR: stopped(
    'destination-exists',
    'A file has the name of a folder that the book needs.',
    `Rename that file, ${retry}`,
  ),
  ENOTEMPTY: stopped(
    'destination-exists',
    'A folder with the book’s name appeared during the import.',
    'Retry the import.',
  ),
};

const sameAs: Record<string, string> = { EPERM: 'EACCES', EDQUOT: 'ENOSPC', EEXIST: 'ENOTEMPTY' };

/** What a refused system call means for the import; `null` for an error nobody foresaw. */
export function stopFor(error: unknown): Stopped | null {
  const code = (error as NodeJS.ErrnoException).code ?? '';
  return stops[sameAs[code] ?? code] ?? null;
}
