import type { EntityManager } from '@mikro-orm/postgresql';
import type { Qbittorrent } from '../clients/qbittorrent/index.ts';
import { ExternalError } from '../errors.ts';
import { requestRun } from '../job/requests.ts';
import type { Handler } from '../outbox/dispatch.ts';
import type { Services } from '../services.ts';
import type { TorrentFile } from '../torrent/torrent.ts';
import { Download } from './download.entity.ts';
import { failRelease } from './fail.ts';
import { fetchTorrent } from './fetch-torrent.ts';
import { moveDownload } from './move.ts';
import { whyWait } from './may-start.ts';

type GrabServices = Pick<
  Services,
  'em' | 'now' | 'seal' | 'platforms' | 'config' | 'policy' | 'mam' | 'qbittorrent'
>;

const waitMinutes = 5;

/**
 * Fetches the torrent file of an approved release and hands it to the download client. Each step is
 * committed before the next and asks first what is there, so it may be cut off anywhere and run again.
 */
export function grabHandler(services: GrabServices): Handler {
  return async (message) => {
    const downloadId = Number(message.payload['downloadId']);
    try {
      return await grab(services, downloadId);
    } catch (error) {
      if (error instanceof ExternalError) await showWaiting(services, downloadId, error.message);
      throw error;
    }
  };
}

async function grab(services: GrabServices, downloadId: number) {
  const em = services.em();
  const download = await em.findOne(Download, downloadId, { populate: ['release', 'missingBook'] });
  if (!download || (download.status !== 'queued' && download.status !== 'waiting'))
    return undefined;

  const fetched = await fetchTorrent(services, em, download);
  if (fetched.kind === 'refused') {
    await failRelease(em, services.platforms, download, { reason: fetched.reason }, services.now());
    return undefined;
  }
  const wait = await whyWait(services, em, download, fetched.torrent);
  if (wait) {
    await showWaiting(services, downloadId, wait);
    return { retryAt: new Date(services.now().getTime() + waitMinutes * 60_000), reason: wait };
  }
  await addToClient(services, download, fetched.bytes, fetched.torrent);
  await markStarted(services, em, downloadId);
  return undefined;
}

async function addToClient(
  { config, qbittorrent }: GrabServices,
  download: Download,
  bytes: Buffer,
  torrent: TorrentFile,
): Promise<void> {
  if (!qbittorrent)
    throw new ExternalError('qbittorrent', 'unreachable', 'qBittorrent is not configured');
  const { infoHash } = torrent;
  const isThere = async () => (await qbittorrent.torrents([infoHash])).length > 0;
  if (await isThere()) return;
  const category = config.settings.QB_CATEGORY;
  await qbittorrent.ensureCategory(category, config.settings.QB_SAVE_PATH ?? null);
  const outcome = await qbittorrent.addTorrent({
    bytes,
    infoHash,
    fileName: `${infoHash}.torrent`,
    category,
    tags: ['mam', 'requested', ...(download.author ? [download.author] : [])],
    savePath: await separateFolder(qbittorrent, category, torrent),
    stopped: false,
  });
  if (outcome !== 'unknown' || (await isThere())) return;
  const text = 'qBittorrent took the torrent but does not show it';
  throw new ExternalError('qbittorrent', 'unexpected', text);
}

/**
 * Null for the folder of the category. qBittorrent writes over what it finds under the name of a
 * torrent, seeded or not, so the second torrent of a name gets a folder of its own.
 */
async function separateFolder(
  qbittorrent: Qbittorrent,
  category: string,
  { name, infoHash }: TorrentFile,
): Promise<string | null> {
  const others = await qbittorrent.torrentsOfCategory(category);
  const twin = others.find(
    (one) => one.name === name || one.contentPath === `${one.savePath}/${name}`,
  );
  return twin ? `${twin.savePath}/${infoHash.slice(0, 8)}` : null;
}

/** From here on the `downloads` job follows it; it is asked to start at once. */
async function markStarted(
  { platforms, now }: GrabServices,
  em: EntityManager,
  downloadId: number,
): Promise<void> {
  await em.transactional(async (inner) => {
    const detail = 'handed to qBittorrent';
    const move = { status: 'downloading', from: ['queued', 'waiting'], detail } as const;
    const download = await moveDownload(inner, platforms, downloadId, move, now());
    if (download.status !== 'downloading') return;
    if (download.missingBook) download.missingBook.downloadStatus = 'downloading';
    await inner.flush();
    await requestRun(inner, {
      job: 'downloads',
      cause: 'event',
      actor: null,
      input: {},
      now: now(),
    });
  });
}

async function showWaiting(
  { em, platforms, now }: GrabServices,
  downloadId: number,
  reason: string,
): Promise<void> {
  const nextStep = 'tried again by itself';
  const from = ['queued', 'waiting'] as const;
  const move = { status: 'waiting', from, detail: reason, nextStep } as const;
  await moveDownload(em(), platforms, downloadId, move, now());
}
