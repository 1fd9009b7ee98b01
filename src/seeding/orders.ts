import type { EntityManager } from '@mikro-orm/postgresql';
import type { Qbittorrent } from '../clients/qbittorrent/index.ts';
import { isInClient } from '../downloads/add-to-client.ts';
import { findDownload } from '../downloads/find-download.ts';
import { storedTorrent } from '../downloads/stored-torrent.ts';
import { ExternalError, UserError } from '../errors.ts';
import type { Handler } from '../outbox/dispatch.ts';
import { enqueue } from '../outbox/enqueue.ts';
import type { Services } from '../services.ts';
import { mayStop, siteSeedHours } from './duty.ts';
import { loadTorrents, type SeedingTorrent } from './torrent-rows.ts';

/** What a person may ask of a torrent that seeds, or should. */
export const orders = ['start', 'recheck', 'add', 'stop'] as const;
export type Order = (typeof orders)[number];

type OrderServices = Pick<Services, 'em' | 'now' | 'seal' | 'config' | 'policy' | 'qbittorrent'>;

/** Asks the client for something, after the transaction; throws UserError for what must not or cannot be done. */
export async function orderTorrent(
  em: EntityManager,
  { torrentId, order }: { torrentId: number; order: Order },
  { seedHours, now }: { seedHours: number; now: Date },
): Promise<{ name: string }> {
  const torrent = await findTorrent(em, torrentId, now);
  if (order === 'stop' && !mayStop(torrent, seedHours)) throw notYet(torrent, seedHours);
  if (order === 'add' && torrent.downloadId === null) {
    const text = `The torrent file of ${torrent.name} is not stored here.`;
    throw new UserError('conflict', text, 'Add it in qBittorrent, with the files where they lie.');
  }
  await enqueue(em, {
    key: `seeding-order:${torrentId}:${order}:${crypto.randomUUID()}`,
    kind: 'effect',
    topic: 'seeding-order',
    lane: `seeding:${torrentId}`,
    payload: { torrentId, order },
  });
  return { name: torrent.name };
}

/** Carries an order out; each may be carried out again after it was cut off. */
export function seedingOrderHandler(services: OrderServices): Handler {
  return async ({ payload }) => {
    const { qbittorrent, now } = services;
    if (!qbittorrent) {
      throw new ExternalError('qbittorrent', 'unreachable', 'qBittorrent is not configured');
    }
    const torrent = await findTorrent(services.em(), Number(payload['torrentId']), now());
    const order = orders.find((one) => one === payload['order']);
    const hashes = [torrent.hash];
    if (order === 'recheck') await qbittorrent.recheck(hashes);
    if (order === 'recheck' || order === 'start') await qbittorrent.resume(hashes);
    if (order === 'add') await addAgain({ ...services, qbittorrent }, torrent);
    if (order === 'stop') await stop(services, qbittorrent, torrent);
    return undefined;
  };
}

async function findTorrent(em: EntityManager, id: number, now: Date): Promise<SeedingTorrent> {
  const [torrent] = await loadTorrents(em, now, { where: 't.id = ?', values: [id] });
  if (torrent) return torrent;
  throw new UserError('not_found', `There is no torrent ${id}.`, 'Type "seeding" for the numbers.');
}

function notYet({ name, seededHours }: SeedingTorrent, seedHours: number): UserError {
  const needed = Math.max(seedHours, siteSeedHours);
  const text = `${name} has seeded ${seededHours.toFixed(1)} of ${needed} hours; it is not stopped before.`;
  return new UserError('conflict', text, 'Wait, or lower SEED_HOURS (never below 72).');
}

/** With the client's own hours as they are now: it is the last moment to find that it owes something. */
async function stop(
  { em, policy }: OrderServices,
  qbittorrent: Qbittorrent,
  torrent: SeedingTorrent,
): Promise<void> {
  const [present] = await qbittorrent.torrents([torrent.hash]);
  const { seedHours } = await policy(em());
  const wasComplete = present?.isComplete ?? false;
  if (!mayStop({ wasComplete, seededHours: torrent.seededHours }, seedHours)) return;
  await qbittorrent.pause([torrent.hash]);
}

async function addAgain(
  services: OrderServices & { qbittorrent: Qbittorrent },
  { hash, downloadId }: SeedingTorrent,
): Promise<void> {
  if (downloadId === null || (await isInClient(services, hash))) return;
  const download = await findDownload(services.em(), downloadId);
  const stored = storedTorrent(services, download);
  if (!stored) return;
  await services.qbittorrent.addTorrent({
    bytes: stored.bytes,
    infoHash: hash,
    fileName: `${hash}.torrent`,
    category: services.config.settings.QB_CATEGORY,
    tags: [],
    savePath: download.savePath ?? null,
    stopped: false,
  });
}
