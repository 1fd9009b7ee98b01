import type { Button } from '../command/reply.ts';
import { type Way, wayButtons } from './stop-ways.ts';

type Stop = { nextStep: string; ways: readonly Way[] };

/** Why a download can stop; what a person can do then, in words and as buttons, the best one first. */
const stops = {
  'torrent-gone': {
    nextStep: 'Try again adds the torrent once more, without asking the tracker for it.',
    ways: ['try-again', 'another-release', 'ignore'],
  },
  'own-torrent-gone': {
    nextStep: 'Add it in qBittorrent again and it goes on, or ignore it.',
    ways: ['try-again', 'ignore'],
  },
  'files-gone': {
    nextStep:
      'Bring the files back; it goes on when qBittorrent has checked them. Try again lets it check, and fetch what is missing.',
    ways: ['try-again', 'another-release', 'ignore'],
  },
  'client-error': {
    nextStep:
      'Look at the torrent in qBittorrent (disk full? no rights?); it goes on when that does. Try again lets it check the files.',
    ways: ['try-again', 'another-release', 'ignore'],
  },
  'path-unknown': {
    nextStep:
      'Map path says where that folder is for this program, such as /downloads=/mnt/downloads (PATH_MAP). Then try again.',
    ways: ['map-path', 'try-again', 'ignore'],
  },
  unreadable: {
    nextStep: 'Let the bot’s user read the download, then try again.',
    ways: ['try-again', 'map-path', 'ignore'],
  },
  'no-library': {
    nextStep: 'Set LIBRARY_PATH, ABS_URL and ABS_TOKEN, then try again.',
    ways: ['try-again', 'ignore'],
  },
  'no-library-folder': {
    nextStep: 'Mount the library or correct LIBRARY_PATH, then try again.',
    ways: ['try-again', 'ignore'],
  },
  'forbidden-file': {
    nextStep: 'Look at the files; nothing of this download is taken while that file is part of it.',
    ways: ['another-release', 'try-again', 'ignore'],
  },
  'matched-nothing': {
    nextStep: 'Choose the book it is, or ignore it.',
    ways: ['choose-book', 'ignore'],
  },
  'still-downloading': {
    nextStep: 'Try again when qBittorrent has all of it.',
    ways: ['try-again', 'ignore'],
  },
  'bad-content': {
    nextStep: 'Let qBittorrent check the torrent, then try again.',
    ways: ['try-again', 'another-release', 'ignore'],
  },
  'bad-audio': {
    nextStep:
      'Listen to it; when it is broken, ignore it and add another one. Try again checks it once more.',
    ways: ['try-again', 'another-release', 'ignore'],
  },
  'not-importable': {
    nextStep: 'Import a plain folder or file directly below the folder of the category.',
    ways: ['try-again', 'ignore'],
  },
  'already-there': {
    nextStep: 'Ignore it to keep what is there, or choose another folder for this edition.',
    ways: ['choose-folder', 'ignore'],
  },
  'names-taken': {
    nextStep: 'Tidy up these folders and try again, or choose another folder.',
    ways: ['choose-folder', 'try-again', 'ignore'],
  },
  'name-is-file': {
    nextStep: 'Rename that file and try again, or choose another folder.',
    ways: ['choose-folder', 'try-again', 'ignore'],
  },
  'name-too-long': {
    nextStep: 'Choose a shorter folder.',
    ways: ['choose-folder', 'ignore'],
  },
  'names-clash': {
    nextStep: 'Take another release whose files have different names.',
    ways: ['another-release', 'ignore'],
  },
  'unsafe-name': {
    nextStep: 'Choose a folder inside the library.',
    ways: ['choose-folder', 'ignore'],
  },
  'leads-out': {
    nextStep: 'Replace that link by a folder and try again, or choose another folder.',
    ways: ['choose-folder', 'try-again', 'ignore'],
  },
  'no-space': {
    nextStep: 'Free some space, or lower MIN_FREE_GB, then try again.',
    ways: ['try-again', 'ignore'],
  },
  'not-writable': {
    nextStep: 'Let the bot’s user read the download and write the library, then try again.',
    ways: ['try-again', 'ignore'],
  },
  'read-only': {
    nextStep: 'Mount the library writable, then try again.',
    ways: ['try-again', 'ignore'],
  },
  'disk-error': {
    nextStep: 'Look at the disk or the network share, then try again.',
    ways: ['try-again', 'ignore'],
  },
  'source-missing': {
    nextStep: 'Check the download in qBittorrent and the path mapping, then try again.',
    ways: ['try-again', 'map-path', 'ignore'],
  },
  'source-outside': {
    nextStep: 'Correct the path mapping, then try again.',
    ways: ['map-path', 'try-again', 'ignore'],
  },
  'source-changed': {
    nextStep: 'Let qBittorrent check the download again, then try again.',
    ways: ['try-again', 'ignore'],
  },
  'owned-edition': {
    nextStep:
      'Ignore it and the shelf stays as it is; what was downloaded seeds on. Import anyway puts it beside the owned edition.',
    ways: ['import-anyway', 'ignore'],
  },
  'better-edition': {
    nextStep:
      'Replace puts it into the place of the owned edition, which is kept in the restore area; positions and bookmarks stay. Import anyway puts it beside the owned one.',
    ways: ['replace-owned', 'import-anyway', 'ignore'],
  },
  'other-recording': {
    nextStep:
      'Replace keeps every position as it is in seconds; the other button moves yours to the same share of the new edition. Ignore keeps the old edition.',
    ways: ['replace', 'replace-scaled', 'ignore'],
  },
  'single-file': {
    nextStep:
      'Take another release, or ignore it and keep the old edition. Put the old file into a folder of its own in the library, let Audiobookshelf scan, and it can be replaced.',
    ways: ['another-release', 'try-again', 'ignore'],
  },
  'not-replaceable': {
    nextStep: 'Put right what it says and try again, or ignore it and keep the old edition.',
    ways: ['try-again', 'ignore'],
  },
  'restore-elsewhere': {
    nextStep:
      'Set RESTORE_DIR to a folder on the file system of the library but outside of it, restart, then try again.',
    ways: ['try-again', 'ignore'],
  },
} as const satisfies Record<string, Stop>;

export type StopReason = keyof typeof stops;

/** What the client can put right by itself, so that a download goes on without a person. */
export const clientStops = [
  'torrent-gone',
  'own-torrent-gone',
  'files-gone',
  'client-error',
] as const satisfies StopReason[];

export const stopReasons = Object.keys(stops) as StopReason[];

export function nextStepOf(reason: StopReason): string {
  return stops[reason].nextStep;
}

/** The buttons of a stopped download; without a reason those that always fit. */
export function stopButtons(
  reason: StopReason | null,
  download: { id: number; hasRelease: boolean },
): Button[] {
  const ways: readonly Way[] = reason
    ? stops[reason].ways
    : ['try-again', 'another-release', 'ignore'];
  return ways
    .filter((way) => way !== 'another-release' || download.hasRelease)
    .map((way, index) => ({
      style: index === 0 ? 'primary' : 'default',
      ...wayButtons[way](download.id),
    }));
}
