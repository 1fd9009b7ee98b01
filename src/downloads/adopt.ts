import { raise } from '../alerts/raise.ts';
import { manyTorrents } from '../alerts/words/adoption.ts';
import type { TorrentState } from '../clients/qbittorrent/torrent.ts';
import { ExternalError, messageOf } from '../errors.ts';
import type { Services } from '../services.ts';
import { readTorrent } from '../torrent/read.ts';
import { adoptUnreadable, adoptTorrent } from './adopted.ts';
import { askTracker } from './ask-tracker.ts';
import { findNewcomers, type Newcomers, storeKnown } from './newcomers.ts';

export type AdoptServices = Pick<
  Services,
  'em' | 'now' | 'seal' | 'platforms' | 'config' | 'policy' | 'log' | 'mam' | 'qbittorrent'
>;

/** More at once is not a person adding torrents but a category renamed or a client replaced. */
const mostAtOnce = 50;

/**
 * Takes over what a person added to our category by hand: from then on it is followed like any other
 * download. Each torrent is taken over once, whoever looks how often. Answers how many were.
 */
export async function adoptNewcomers(
  services: AdoptServices,
  signal: AbortSignal,
): Promise<number> {
  const newcomers = await findNewcomers(services);
  const { torrents } = newcomers;
  if (torrents.length > mostAtOnce) return await leaveAlone(services, newcomers);
  let adopted = 0;
  let isComplete = true;
  for (const torrent of torrents) {
    if (signal.aborted) return adopted;
    const outcome = await adopt(services, torrent);
    if (outcome === 'adopted') adopted += 1;
    if (outcome === 'not-yet') isComplete = false;
  }
  if (isComplete) await newcomers.seen();
  return adopted;
}

async function adopt(
  services: AdoptServices,
  torrent: TorrentState,
): Promise<'adopted' | 'known' | 'not-yet'> {
  const bytes = await exportTorrent(services, torrent);
  if (!bytes) return 'not-yet';
  const file = readTorrent(bytes, 'anywhere');
  if ('fault' in file) return await adoptUnreadable(services, torrent, file.explanation);
  const facts = await askTracker(services, file);
  return await adoptTorrent(services, { torrent, bytes, file, facts });
}

/** The torrent file as the client has it; null when a magnet link has not brought it yet, or it went again. */
async function exportTorrent(
  { qbittorrent, log }: AdoptServices,
  { hash, state }: TorrentState,
): Promise<Buffer | null> {
  if (!qbittorrent || state === 'metadata') return null;
  try {
    return await qbittorrent.exportTorrent(hash);
  } catch (error) {
    if (!(error instanceof ExternalError) || error.kind !== 'refused') throw error;
    log.info({ hash, cause: messageOf(error) }, 'a torrent cannot be adopted yet');
    return null;
  }
}

async function leaveAlone(
  { em, now, platforms, config }: AdoptServices,
  { torrents, seen }: Newcomers,
): Promise<number> {
  const { length: count, [0]: first } = torrents;
  await em().transactional(async (inner) => {
    await storeKnown(inner, torrents, now());
    const words = manyTorrents(count, config.settings.QB_CATEGORY);
    await raise(inner, platforms, { key: `many-torrents:${first?.hash}:${count}`, ...words });
  });
  await seen();
  return 0;
}
