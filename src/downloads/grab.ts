import type { EntityManager } from '@mikro-orm/postgresql';
import { lastRestore } from '../backup/restored.ts';
import { noteRefusal, whyNoRoom } from '../account/unsatisfied.ts';
import { ExternalError, NoRoomError } from '../errors.ts';
import { requestRun } from '../job/requests.ts';
import { type Episode, emergencyText, openEmergency } from '../ratio/episode.ts';
import type { Handler, Later } from '../outbox/dispatch.ts';
import { askAgain } from '../proposals/ask-again.ts';
import { isOfTracker } from '../releases/same-release.ts';
import type { Services } from '../services.ts';
import { addToClient, isInClient } from './add-to-client.ts';
import { approverOf, whyNotNow } from './approver.ts';
import { Download } from './download.entity.ts';
import { failRelease } from './fail.ts';
import { fetchByWedge, fetchTorrent } from './fetch-torrent.ts';
import { frozen, thawed } from './freeze.ts';
import { lookAgain, trackerOf } from './look-again.ts';
import { freeSpaceBytes, whyWait } from './may-start.ts';
import { moveDownload } from './move.ts';

type GrabServices = Pick<
  Services,
  | 'em'
  | 'now'
  | 'sleep'
  | 'seal'
  | 'platforms'
  | 'config'
  | 'policy'
  | 'mam'
  | 'prowlarr'
  | 'sources'
  | 'qbittorrent'
>;

const waitMs = 5 * 60_000;
/** What the tracker said of a release counts for this long; then it is asked again. */
const lookCountsMs = 60_000;

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
      if (error instanceof NoRoomError) return await waitForRoom(services, downloadId, error);
      if (error instanceof ExternalError) await showWaiting(services, downloadId, error.message);
      throw error;
    }
  };
}

async function grab(services: GrabServices, downloadId: number): Promise<Later | undefined> {
  const em = services.em();
  const download = await em.findOne(Download, downloadId, { populate: ['release', 'missingBook'] });
  if (download?.status !== 'queued' && download?.status !== 'waiting') return undefined;
  if (await isInClient(services, download.qbittorrentHash)) {
    return await markStarted(services, em, downloadId);
  }
  const restoredAt = await lastRestore(em);
  if (
    restoredAt &&
    download.dateQueued < restoredAt &&
    download.missingBook &&
    download.proposalId
  ) {
    // It may have come, and even been shelved, in the time that the database does not know.
    await askAgain(services, download, 'the database was restored from a backup since');
    return undefined;
  }
  return await fetchAndAdd(services, em, download);
}

async function fetchAndAdd(
  services: GrabServices,
  em: EntityManager,
  download: Download,
): Promise<Later | undefined> {
  if (!services.qbittorrent) {
    throw new ExternalError('qbittorrent', 'unreachable', 'qBittorrent is not configured');
  }
  const emergency = (download.isPaid ?? true) ? await openEmergency(em) : null;
  if (emergency) return await waitFrozen(services, download.id, emergency);
  const { approver, name } = await approverOf(em, download);
  const notNow = await whyNotNow(services, em, download.id, approver);
  if (notNow) return await waitUntil(services, download.id, notNow);

  const noRoom = await whyNoRoom(em, await services.policy(em), services.now());
  if (noRoom) return await waitAWhile(services, download.id, noRoom);

  // While the client is away nothing is asked of the tracker, however often this is tried.
  const freeBytes = await freeSpaceBytes(services.qbittorrent, services.sleep);
  const look = await lookAgain(services, em, download);
  if (look.kind === 'changed') {
    await askAgain(services, download, look.reason);
    return undefined;
  }
  if (look.needsWedge) {
    // A wedge is spent for good: everything else has to be right before.
    const size = { sizeBytes: download.sizeBytes ?? null, approver, freeBytes };
    const obstacle = await whyWait(services, em, download, size);
    if (obstacle) return await waitAWhile(services, download.id, obstacle);
    const wedged = await fetchByWedge(
      { ...services, mam: trackerOf(services) },
      em,
      download,
      name,
    );
    if (wedged.kind === 'waits') return await waitUntil(services, download.id, wedged);
    if (wedged.kind === 'changed') {
      await askAgain(services, download, wedged.reason);
      return undefined;
    }
  }

  const fetched = await fetchTorrent(services, em, download, look.downloadPath ?? null);
  if (fetched.kind === 'adopted') return await yieldTo(services, em, download, fetched.twin);
  if (fetched.kind === 'refused') {
    await failRelease(em, services.platforms, download, { reason: fetched.reason }, services.now());
    return undefined;
  }
  const { bytes, torrent } = fetched;
  const size = { sizeBytes: torrent.totalBytes, approver, freeBytes };
  const obstacle = await whyWait(services, em, download, size);
  if (obstacle) return await waitAWhile(services, download.id, obstacle);
  const isOld = services.now().getTime() - look.at.getTime() > lookCountsMs;
  if (isOld) return { retryAt: services.now(), reason: 'the release is looked at once more' };
  const site = download.release && isOfTracker(download.release) ? 'mam' : 'prowlarr';
  const tags = [site, approver === 'autopilot' ? 'auto' : 'requested'];
  await addToClient(services, { bytes, torrent, tags, author: download.author });
  return await markStarted(services, em, download.id);
}

/** Of two downloads of one torrent the one that was there first goes on, for this book. */
async function yieldTo(
  { platforms, now }: GrabServices,
  em: EntityManager,
  { id, missingBook }: Download,
  twin: Download,
): Promise<undefined> {
  await em.transactional(async (inner) => {
    const detail = `download ${twin.id} brings the same torrent, added by hand`;
    const move = { status: 'cancelled', from: ['queued', 'waiting'], detail } as const;
    await moveDownload(inner, platforms, id, move, now());
    if (!missingBook) return;
    await inner.execute('update downloads set missing_book_id = ? where id = ?', [
      missingBook.id,
      twin.id,
    ]);
    await inner.execute(`update missing_books set download_status = 'downloading' where id = ?`, [
      missingBook.id,
    ]);
  });
}

/** From here on the `downloads` job follows it; it is asked to start at once. */
async function markStarted(
  { platforms, now }: GrabServices,
  em: EntityManager,
  downloadId: number,
): Promise<undefined> {
  await em.transactional(async (inner) => {
    const detail = 'handed to qBittorrent';
    const from = ['queued', 'waiting'] as const;
    const move = { status: 'downloading', from, detail, set: thawed } as const;
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

/** The tracker counts on its own; the account is read again, and nothing more is asked for a while. */
async function waitForRoom(
  services: GrabServices,
  downloadId: number,
  { message }: NoRoomError,
): Promise<Later> {
  const { platforms, now } = services;
  const em = services.em();
  await noteRefusal(em, { platforms, policy: await services.policy(em), now: now() });
  await requestRun(em, { job: 'account', cause: 'event', actor: null, input: {}, now: now() });
  return await waitAWhile(services, downloadId, message);
}

function waitAWhile(services: GrabServices, downloadId: number, reason: string): Promise<Later> {
  const until = new Date(services.now().getTime() + waitMs);
  return waitUntil(services, downloadId, { reason, until });
}

/** Costs the tracker nothing as long as it lasts; when it ends, the grab is woken. */
async function waitFrozen(
  services: GrabServices,
  downloadId: number,
  emergency: Episode,
): Promise<Later> {
  const reason = emergencyText(emergency);
  const until = new Date(services.now().getTime() + waitMs);
  await showWaiting(services, downloadId, reason, until, frozen(reason, services.now()));
  return { retryAt: until, reason };
}

async function waitUntil(
  services: GrabServices,
  downloadId: number,
  { reason, until }: { reason: string; until: Date },
): Promise<Later> {
  await showWaiting(services, downloadId, reason, until);
  return { retryAt: until, reason };
}

async function showWaiting(
  { em, platforms, now }: GrabServices,
  downloadId: number,
  reason: string,
  until?: Date,
  more: Partial<Download> = thawed,
): Promise<void> {
  const nextStep = 'tried again by itself';
  const set = { ...more, nextRetry: until ?? null };
  const from = ['queued', 'waiting'] as const;
  const move = { status: 'waiting', from, detail: reason, nextStep, set } as const;
  await moveDownload(em(), platforms, downloadId, move, now());
}
