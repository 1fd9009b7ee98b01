import type { Button } from '../command/reply.ts';

/** What a person can do about a stopped download. */
export type Way =
  | 'try-again'
  | 'choose-book'
  | 'choose-folder'
  | 'map-path'
  | 'another-release'
  | 'import-anyway'
  | 'replace-owned'
  | 'replace'
  | 'replace-scaled'
  | 'ignore';

/** What a press on each of them runs. */
export const wayButtons: Record<
  Way,
  (download: number) => Omit<Button, 'style'> & Partial<Button>
> = {
  'try-again': (download) => ({ label: 'Try again', runs: 'retry', input: { download } }),
  'choose-book': (download) => ({ label: 'Choose book', runs: 'import', input: { download } }),
  'choose-folder': (download) => ({
    label: 'Choose folder',
    runs: 'import',
    input: { download },
    asks: { field: 'folder', label: 'Folder below the library' },
  }),
  'map-path': () => ({
    label: 'Map path',
    runs: 'settings',
    input: { name: 'PATH_MAP' },
    asks: { field: 'value', label: 'Client path=our path; more after ";"' },
  }),
  'import-anyway': (download) => ({
    label: 'Import anyway',
    runs: 'import',
    input: { download, anyway: true },
  }),
  'replace-owned': (download) => ({ label: 'Replace', runs: 'replace', input: { download } }),
  replace: (download) => ({
    label: 'Replace, keep positions',
    runs: 'replace',
    input: { download, position: 'keep' },
  }),
  'replace-scaled': (download) => ({
    label: 'Replace, move my position',
    runs: 'replace',
    input: { download, position: 'scale' },
  }),
  'another-release': (download) => ({
    label: 'Block and search again',
    runs: 'retry',
    input: { download, other: true },
  }),
  ignore: (download) => ({
    label: 'Ignore',
    runs: 'cancel',
    input: { download, reason: 'ignored' },
    style: 'danger',
  }),
};
