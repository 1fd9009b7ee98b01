import type { EntityManager } from '@mikro-orm/postgresql';
import { readLedger } from '../account/ledger.ts';
import { raise } from '../alerts/raise.ts';
import { type AdoptionPlan, torrentAdopted } from '../alerts/words/adoption.ts';
import type { TorrentState } from '../clients/qbittorrent/torrent.ts';
import type { WorkKey } from '../library/match.ts';
import { costClass, expectedDownloadHours } from '../releases/cost.ts';
import type { Release } from '../releases/facts.ts';
import { saveReleases } from '../releases/save.ts';
import type { TorrentFile } from '../torrent/torrent.ts';
import type { AdoptServices } from './adopt.ts';
import { recordEvent } from './events.ts';
import { type FoundWork, findWork, whyNone } from './find-work.ts';
import { linkMissingBook } from './link-missing-book.ts';
import { manual } from './states.ts';
import { nextStepOf, stopButtons } from './stops.ts';
import { plainTitle, worksOf } from './torrent-name.ts';

type Adopted = {
  torrent: TorrentState;
  bytes: Buffer;
  file: TorrentFile;
  /** What the tracker knows of it. */
  facts: Release | null;
};

const story = 'found in qBittorrent, added by hand';
const unmatched = 'matched-nothing';

/** Stores a torrent that a person added as a download of ours, once, and tells what becomes of it. */
export async function adoptTorrent(
  services: AdoptServices,
  { torrent, bytes, file, facts }: Adopted,
): Promise<'adopted' | 'known'> {
  const now = services.now();
  return await services.em().transactional(async (em) => {
    const id = await insertDownload(em, {
      hash: torrent.hash,
      title: facts?.title ?? plainTitle(torrent.name),
      author: facts?.authors.join(', ') ?? '',
      status: 'downloading',
      sizeBytes: file.totalBytes,
      sealed: services.seal.close(bytes),
      now,
    });
    if (id === null) return 'known';
    await recordEvent(em, id, 'downloading', story, now);
    if (facts) await storeRelease(em, id, facts, now);
    const found = await findWork(em, worksOfAdopted(torrent, file.files, facts));
    const isLinked = found.kind === 'missing' && (await linkMissingBook(em, services, id, found));
    await announce(em, services, id, planFor(found, isLinked, facts));
    return 'adopted';
  });
}

/** A torrent whose file says nothing that could be checked: it is told of, and left to a person. */
export async function adoptUnreadable(
  services: AdoptServices,
  { hash, name, sizeBytes }: TorrentState,
  explanation: string,
): Promise<'adopted' | 'known'> {
  const now = services.now();
  return await services.em().transactional(async (em) => {
    const title = plainTitle(name);
    const row = { hash, title, author: '', sizeBytes, sealed: null, now };
    const id = await insertDownload(em, { ...row, status: 'stopped' });
    if (id === null) return 'known';
    const reason = `cannot be checked: ${explanation}`;
    await em.execute(
      'update downloads set status_reason = ?, stop_reason = ?, next_step = ? where id = ?',
      [reason, unmatched, nextStepOf(unmatched), id],
    );
    await recordEvent(em, id, 'stopped', reason, now);
    await announce(em, services, id, { kind: 'leave', reason: explanation });
    return 'adopted';
  });
}

/** Everything the torrent may be: as the tracker says, else as its names read. */
export function worksOfAdopted(
  torrent: { name: string; tags: readonly string[] },
  files: readonly { path: string }[],
  facts: Pick<Release, 'title' | 'authors' | 'series'> | null,
): WorkKey[] {
  if (facts) return [facts];
  return worksOf({ ...torrent, files: files.map(({ path }) => path) });
}

/** A book the tracker describes is shelved even if nobody missed it. */
function planFor(found: FoundWork, isLinked: boolean, facts: Release | null): AdoptionPlan {
  if (isLinked) return { kind: 'shelve', as: 'the book that is missing' };
  if (found.kind === 'none' && facts) return { kind: 'shelve', as: 'the tracker describes it' };
  return { kind: 'check', reason: whyNone(found) };
}

/** Null when the torrent has a download already, which is what makes adopting it again harmless. */
async function insertDownload(
  em: EntityManager,
  row: {
    hash: string;
    title: string;
    author: string;
    status: 'downloading' | 'stopped';
    sizeBytes: number | null;
    sealed: Buffer | null;
    now: Date;
  },
): Promise<number | null> {
  const { hash, title, author, status, sizeBytes, sealed, now } = row;
  const rows = await em.execute<{ id: number }[]>(
    `insert into downloads
       (qbittorrent_hash, title, author, source, status, status_reason, size_bytes, torrent_sealed, date_queued, last_attempt)
     values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
     on conflict (qbittorrent_hash) do nothing returning id`,
    [hash, title, author, manual, status, story, sizeBytes, sealed, now, now],
  );
  return rows[0]?.id ?? null;
}

async function storeRelease(
  em: EntityManager,
  downloadId: number,
  facts: Release,
  now: Date,
): Promise<void> {
  const { account } = await readLedger(em);
  const hours = expectedDownloadHours(facts.sizeBytes);
  const cost = costClass(facts.cost, account, now, hours);
  const [releaseId = null] = await saveReleases(em, [facts], now);
  await em.execute('update downloads set release_id = ?, is_paid = ? where id = ?', [
    releaseId,
    cost === 'paid',
    downloadId,
  ]);
}

async function announce(
  em: EntityManager,
  { platforms, config }: AdoptServices,
  downloadId: number,
  plan: AdoptionPlan,
): Promise<void> {
  const [row] = await em.execute<{ id: number; title: string; author: string }[]>(
    'select id, title, author from downloads where id = ?',
    [downloadId],
  );
  if (!row) throw new Error(`download ${downloadId} is not there`);
  const buttons =
    plan.kind !== 'leave' ? [] : stopButtons(unmatched, { id: row.id, hasRelease: false });
  const words = torrentAdopted(row, { category: config.settings.QB_CATEGORY, plan, buttons });
  await raise(em, platforms, { key: `adopted:${downloadId}`, ...words });
}
