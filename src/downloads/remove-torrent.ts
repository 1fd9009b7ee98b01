import type { Qbittorrent } from '../clients/qbittorrent/index.ts';
import type { TorrentState } from '../clients/qbittorrent/torrent.ts';
import { ExternalError } from '../errors.ts';
import type { Handler } from '../outbox/dispatch.ts';
import type { Services } from '../services.ts';
import { Download } from './download.entity.ts';
import { recordEvent } from './events.ts';
import { removalOf } from './removal.ts';

type RemoveServices = Pick<Services, 'em' | 'now' | 'qbittorrent'>;

const lookAgainMs = 5000;

/**
 * Takes the torrent of a download that nobody wants any more out of the client with its unfinished
 * files. One that was ever complete owes seed time and stays. It is stopped before the last look, so
 * that it cannot become complete in between; cut off anywhere it may run again.
 */
export function removeTorrentHandler(services: RemoveServices): Handler {
  return async (message, em) => {
    const download = await em.findOne(Download, Number(message.payload['downloadId']));
    const hash = download?.qbittorrentHash;
    if (!download || download.status !== 'cancelled' || !hash) return undefined;
    const { qbittorrent, now } = services;
    if (!qbittorrent) {
      throw new ExternalError('qbittorrent', 'unreachable', 'qBittorrent is not configured');
    }
    const outcome = await removeUnfinished(qbittorrent, hash, download);
    if (outcome === 'later') {
      const reason = 'qBittorrent is still at work on the torrent';
      return { retryAt: new Date(now().getTime() + lookAgainMs), reason };
    }
    await recordEvent(em, download.id, 'cancelled', outcomes[outcome], now());
    return undefined;
  };
}

const outcomes = {
  gone: 'the torrent is not in qBittorrent any more',
  keep: 'the torrent is complete, so it stays in qBittorrent and goes on seeding',
  remove: 'the unfinished torrent was removed from qBittorrent with its files',
} as const;

async function stateOf(qbittorrent: Qbittorrent, hash: string): Promise<TorrentState | null> {
  return (await qbittorrent.torrents([hash]))[0] ?? null;
}

/** Where nothing moves any more, so that an unfinished torrent stays unfinished. */
const quiet = ['paused-download', 'error', 'missing-files'];

async function removeUnfinished(
  qbittorrent: Qbittorrent,
  hash: string,
  download: Download,
): Promise<'gone' | 'keep' | 'remove' | 'later'> {
  const before = await stateOf(qbittorrent, hash);
  if (before && removalOf(before, download) === 'remove') await qbittorrent.pause([hash]);
  const state = before && (await stateOf(qbittorrent, hash));
  if (!state) return 'gone';
  const removal = removalOf(state, download);
  if (removal === 'keep' && state.state === 'paused-upload') await qbittorrent.resume([hash]);
  if (removal !== 'remove') return removal;
  if (!quiet.includes(state.state)) return 'later';
  await qbittorrent.remove([hash], { deleteFiles: true });
  if (!(await stateOf(qbittorrent, hash))) return 'remove';
  throw new ExternalError('qbittorrent', 'unexpected', 'qBittorrent still has the removed torrent');
}
