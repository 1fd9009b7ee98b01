import type { EntityManager } from '@mikro-orm/postgresql';
import { raise } from '../alerts/raise.ts';
import { downloadStalled } from '../alerts/words/duties.ts';
import type { Qbittorrent } from '../clients/qbittorrent/index.ts';
import type { TorrentState } from '../clients/qbittorrent/torrent.ts';
import type { Services } from '../services.ts';
import type { Download } from './download.entity.ts';
import { recordEvent } from './events.ts';
import { lockDownload } from './move.ts';
import { offerNextBest, withdrawNextBest } from './next-best.ts';
import { beginStall, endStallOf, noteRung, openStall, type Stall } from './stall-rows.ts';
import { isStalled, nextRung, type Rung, rungCount } from './stalled.ts';

type ClimbServices = Pick<Services, 'em' | 'now' | 'platforms' | 'policy' | 'qbittorrent'>;

/**
 * Does what is due for a download for which nothing arrives: asks for peers, restarts the torrent, asks
 * a person, offers the next best release; each once, also when it is cut off in between. Over with the
 * first byte, and when a person stops the torrent.
 */
export async function climb(
  services: ClimbServices,
  download: Download,
  torrent: TorrentState,
): Promise<void> {
  const { qbittorrent, now } = services;
  if (!qbittorrent) return;
  const em = services.em();
  const stall = await openStall(em, download.id);
  if (!stall) {
    const { amountLeftBytes } = torrent;
    if (isStalled(torrent)) {
      await beginStall(em, { downloadId: download.id, amountLeftBytes }, now());
    }
    return;
  }
  if (stall.isRestarting) return await restart(em, qbittorrent, stall, torrent);
  if (isOver(stall, torrent)) return await end(services, download, stall);
  if (!isStalled(torrent) || stall.keptBy) return;
  const rung = nextRung(stall, (await services.policy(em)).stalledMinutes, now());
  if (rung) await take(services, qbittorrent, { rung, stall, download, torrent });
}

function isOver({ amountLeftBytes }: Stall, torrent: TorrentState): boolean {
  return torrent.amountLeftBytes !== amountLeftBytes || torrent.state === 'paused-download';
}

async function end(
  { em, platforms, now }: ClimbServices,
  download: Download,
  stall: Stall,
): Promise<void> {
  await em().transactional(async (inner) => {
    if (stall.rung === rungCount) await withdrawNextBest(inner, platforms, download.id, now());
    await endStallOf(inner, download.id, now());
  });
}

type Due = { rung: Rung; stall: Stall; download: Download; torrent: TorrentState };

const stories: Record<Rung, string> = {
  reannounce: 'nothing arrives: the tracker is asked for others who have it',
  restart: 'nothing arrives: the torrent is stopped and started again',
  ask: 'nothing arrives: a person is asked',
  propose: 'nothing arrived for a day: the next best release is looked for',
};

async function take(
  services: ClimbServices,
  qbittorrent: Qbittorrent,
  { rung, stall, download, torrent }: Due,
): Promise<void> {
  const { em, platforms, now } = services;
  // To ask for peers once more does no harm; not having asked would.
  if (rung === 'reannounce') await qbittorrent.reannounce([torrent.hash]);
  const isTaken = await em().transactional(async (inner) => {
    await lockDownload(inner, download.id);
    if (!(await noteRung(inner, stall, now()))) return false;
    await recordEvent(inner, download.id, 'downloading', stories[rung], now());
    if (rung === 'restart') {
      await inner.execute('update stalls set is_restarting = true where id = ?', [stall.id]);
    }
    if (rung === 'ask') {
      const canReplace = Boolean(download.release);
      await raise(inner, platforms, {
        key: `download-stalled:${stall.id}`,
        ...downloadStalled(download, { since: stall.since, seeders: torrent.seeders, canReplace }),
      });
    }
    if (rung === 'propose') await offerNextBest(inner, download.id, now());
    return true;
  });
  if (isTaken && rung === 'restart') await restart(em(), qbittorrent, stall, torrent);
}

/** Noted before it begins, so that a torrent that was stopped by us is started again in any case. */
async function restart(
  em: EntityManager,
  qbittorrent: Qbittorrent,
  { id }: Stall,
  { hash, run }: TorrentState,
): Promise<void> {
  await qbittorrent.pause([hash]);
  if (run === 'forced') await qbittorrent.forceStart([hash]);
  else await qbittorrent.resume([hash]);
  await em.execute('update stalls set is_restarting = false where id = ?', [id]);
}
