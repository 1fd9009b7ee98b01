import type { EntityManager } from '@mikro-orm/postgresql';
import type { Qbittorrent } from '../clients/qbittorrent/index.ts';
import type { TorrentState } from '../clients/qbittorrent/torrent.ts';
import { changeClient, listChanges } from '../downloads/client-changes.ts';
import { notePaused } from '../downloads/freeze.ts';
import { ExternalError } from '../errors.ts';
import type { Handler, Later } from '../outbox/dispatch.ts';
import type { Services } from '../services.ts';
import { emergencyText, findEpisode, reasonOf, stampEpisode } from './episode.ts';
import { measuresFor } from './measures.ts';

export type RatioServices = Pick<
  Services,
  'em' | 'now' | 'platforms' | 'policy' | 'config' | 'qbittorrent'
>;

const lookAgainMs = 60_000;

/**
 * Brings the download client in line with an emergency, as long as that lasts. Tried again every minute
 * while the client is away; each step is written down before it is taken, so it may be cut off anywhere.
 */
export function measuresHandler(services: RatioServices): Handler {
  return async ({ payload }) => {
    const { qbittorrent } = services;
    if (!qbittorrent) return undefined;
    const episodeId = Number(payload['episodeId']);
    return await patiently(services, () => takeMeasures({ ...services, qbittorrent }, episodeId));
  };
}

async function takeMeasures(
  services: RatioServices & { qbittorrent: Qbittorrent },
  episodeId: number,
): Promise<Later | undefined> {
  const { qbittorrent, config, now } = services;
  const em = services.em();
  const episode = await findEpisode(em, episodeId);
  if (!episode || episode.endedAt) return undefined;
  const paidHashes = new Set(await paidInClient(em));
  const torrents = await ourTorrents(qbittorrent, config.settings.QB_CATEGORY, [...paidHashes]);
  const isSure = episode.toldAt !== null;
  const maxUploads = isSure ? (await qbittorrent.preferences()).maxUploads : null;
  const { changes, stalledHashes } = measuresFor(torrents, { paidHashes, maxUploads });
  await qbittorrent.reannounce(stalledHashes);
  const reason = reasonOf(episodeId);
  const waiting = await changeClient(services, reason, changes);
  await notePaused(em, await pausedHashes(em, reason), emergencyText(episode), now());
  if (waiting > 0) return later(services, 'qBittorrent is checking or moving a torrent');
  if (isSure) await stampEpisode(em, episodeId, 'measured_at', now());
  return undefined;
}

/** Torrents of downloads that are known to cost ratio. */
async function paidInClient(em: EntityManager): Promise<string[]> {
  const rows = await em.execute<{ hash: string }[]>(
    `select qbittorrent_hash as hash from downloads
      where status = 'downloading' and is_paid and qbittorrent_hash is not null`,
  );
  return rows.map(({ hash }) => hash);
}

/** Those of our category, and paid ones wherever they are; nothing else in the client is ours to touch. */
async function ourTorrents(
  qbittorrent: Qbittorrent,
  category: string,
  paidHashes: readonly string[],
): Promise<TorrentState[]> {
  const listed = await qbittorrent.torrentsOfCategory(category);
  const known = new Set(listed.map(({ hash }) => hash));
  const others = paidHashes.filter((hash) => !known.has(hash));
  return others.length > 0 ? [...listed, ...(await qbittorrent.torrents(others))] : listed;
}

async function pausedHashes(em: EntityManager, reason: string): Promise<string[]> {
  const changes = await listChanges(em, reason);
  return changes
    .filter(({ after, sentAt }) => after === 'stopped' && sentAt !== null)
    .map(({ what }) => what.replace(/^torrent:/, ''));
}

/** A client that is away is asked again, for as long as it takes. */
export async function patiently(
  services: Pick<Services, 'now'>,
  work: () => Promise<Later | undefined>,
): Promise<Later | undefined> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof ExternalError) return later(services, error.message);
    throw error;
  }
}

export function later({ now }: Pick<Services, 'now'>, reason: string): Later {
  return { retryAt: new Date(now().getTime() + lookAgainMs), reason };
}
