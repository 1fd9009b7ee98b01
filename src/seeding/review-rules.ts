import { type Duty, mayStop } from './duty.ts';

/** What of a torrent decides whether its end may be proposed. */
export type Reviewed = Pick<Duty, 'wasComplete' | 'seededHours'> & {
  isSeeding: boolean;
  /** Earns next to nothing, as far as that is known. */
  isIdle: boolean;
  /** Null when the last 30 days were not watched. */
  uploaded30Bytes: number | null;
  /** A better edition of the same book that seeds. */
  superior: string | null;
};

/**
 * Whether a person may be asked to let a torrent stop: it has its hours, brings neither points nor
 * upload, and a superior edition seeds. What is not known counts against it.
 */
export function mayRetire(torrent: Reviewed, seedHours: number): boolean {
  return (
    torrent.isSeeding &&
    mayStop(torrent, seedHours) &&
    torrent.isIdle &&
    torrent.uploaded30Bytes === 0 &&
    torrent.superior !== null
  );
}
