import type { Qbittorrent } from '../clients/qbittorrent/index.ts';
import type { ClientValue } from './client-changes.ts';

/** A value as the client has it now; `unsettled` while it is at work on the torrent, `broken` when that has an error. */
export type Present = ClientValue | 'gone' | 'unsettled' | 'broken';

const torrentPrefix = 'torrent:';

export function isOfTorrent(what: string): boolean {
  return what.startsWith(torrentPrefix);
}

/** What the client has now for each of these; asks it once for all. */
export async function readPresent(
  qbittorrent: Qbittorrent,
  wanted: readonly { what: string }[],
): Promise<(what: string) => Present> {
  const hashes = hashesOf(wanted.map(({ what }) => what));
  const torrents = hashes.length > 0 ? await qbittorrent.torrents(hashes) : [];
  const present = new Map<string, Present>(
    torrents.map(({ hash, run, state }) => {
      const isBroken = state === 'error' || state === 'missing-files';
      return [`${torrentPrefix}${hash}`, run ?? (isBroken ? 'broken' : 'unsettled')];
    }),
  );
  if (hashes.length < wanted.length) {
    present.set('preference:max_uploads', (await qbittorrent.preferences()).maxUploads);
  }
  return (what) => present.get(what) ?? 'gone';
}

/** Gives these one value. */
export async function setAll(
  qbittorrent: Qbittorrent,
  what: readonly string[],
  value: ClientValue,
): Promise<void> {
  if (typeof value === 'number') return await qbittorrent.changePreferences({ maxUploads: value });
  const hashes = hashesOf(what);
  if (value === 'stopped') return await qbittorrent.pause(hashes);
  await qbittorrent.forceStart(hashes, value === 'forced');
  if (value === 'running') await qbittorrent.resume(hashes);
}

function hashesOf(what: readonly string[]): string[] {
  return what.filter(isOfTorrent).map((one) => one.slice(torrentPrefix.length));
}
