import type { TorrentPhase, TorrentState } from '../clients/qbittorrent/torrent.ts';
import { manual } from './states.ts';
import type { StopReason } from './stops.ts';

/** Why a torrent cannot go on as it is, and in words. */
export type ClientProblem = { reason: StopReason; text: string };

/** A torrent that is not there any more; what a person added themselves we do not add again. */
export function goneProblem({ source }: { source: string }): ClientProblem {
  const reason = source === manual ? 'own-torrent-gone' : 'torrent-gone';
  return { reason, text: 'the torrent was removed from qBittorrent' };
}

/** What the client says against going on; null while nothing is wrong. */
export function problemOf({ state, savePath }: TorrentState): ClientProblem | null {
  if (state === 'missing-files') {
    const text = `qBittorrent misses the files of the torrent in ${savePath}`;
    return { reason: 'files-gone', text };
  }
  if (state === 'error') {
    return { reason: 'client-error', text: 'qBittorrent reports an error with the torrent' };
  }
  return null;
}

const doing: Partial<Record<TorrentPhase, string>> = {
  'stalled-download': 'nobody sends anything at the moment',
  'queued-download': 'waits for its turn in qBittorrent',
  'paused-download': 'stopped by hand in qBittorrent, start it there to go on',
  checking: 'qBittorrent checks the files',
  moving: 'qBittorrent moves the files',
  metadata: 'qBittorrent looks for the torrent file',
};

function speed(bytesPerSecond: number): string {
  const isFast = bytesPerSecond >= 100_000;
  return isFast
    ? `${(bytesPerSecond / 1e6).toFixed(1)} MB/s`
    : `${Math.ceil(bytesPerSecond / 1000)} kB/s`;
}

/** How far a torrent is and what it waits for, in half a sentence. */
export function describeTorrent(torrent: TorrentState): string {
  const { progress, state, rawState, downloadBytesPerSecond: bytes, seeders } = torrent;
  const done = `${Math.floor(progress * 100)} % downloaded`;
  if (state === 'downloading') return bytes ? `${done} at ${speed(bytes)}` : done;
  if (state === 'unknown') return `${done}, in a state this program does not know (${rawState})`;
  const what = doing[state];
  if (!what) return done;
  const swarm = state === 'stalled-download' && seeders !== null ? ` (${seeders} seeders)` : '';
  return `${done}, ${what}${swarm}`;
}
