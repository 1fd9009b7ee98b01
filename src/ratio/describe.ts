import { setTimeout as sleep } from 'node:timers/promises';
import type { EntityManager } from '@mikro-orm/postgresql';
import { roomBytes } from '../account/guard.ts';
import { knownLedger } from '../account/ledger.ts';
import type { Qbittorrent } from '../clients/qbittorrent/index.ts';
import { listChanges, type NotedChange } from '../downloads/client-changes.ts';
import { ExternalError } from '../errors.ts';
import type { Policy } from '../settings/policy.ts';
import { openEpisode, reasonOf } from './episode.ts';
import { ratioLane } from './judge.ts';
import type { RatioLevel } from './rules.ts';

/** How the ratio stands and what follows from it now. */
export type RatioSituation = {
  /** Null until it was judged once. */
  level: RatioLevel | null;
  since: Date | null;
  /** As it was when the level was reached. */
  ratioThen: number | null;
  /** False while only one reading shows the emergency. */
  isSure: boolean;
  /** What may be downloaded before the floor, with what is on its way; null when that is not known now. */
  roomBytes: number | null;
  waitingGrabs: number;
  pausedDownloads: number;
  /** What the emergency that is on changed in the download client. */
  changes: Pick<NotedChange, 'name' | 'before' | 'after' | 'outcome'>[];
  /** Why the download client is not in line yet. */
  clientWaits: string | null;
};

export async function describeRatio(
  em: EntityManager,
  policy: Policy,
  now: Date,
): Promise<RatioSituation> {
  const episode = await openEpisode(em);
  const ledger = await knownLedger(em, policy.readingStaleMinutes, now);
  const [blocked] = await em.execute<[{ waiting: number; paused: number }]>(
    `select count(*) filter (where status in ('queued', 'waiting'))::int as waiting,
            count(*) filter (where status = 'downloading')::int as paused
       from downloads where emergency_blocked`,
  );
  const changes = episode?.level === 'emergency' ? await listChanges(em, reasonOf(episode.id)) : [];
  const [work] = await em.execute<{ reason: string | null }[]>(
    `select last_error as reason from outbox where lane = ? and status = 'pending' order by id limit 1`,
    [ratioLane],
  );
  return {
    level: episode?.level ?? null,
    since: episode?.since ?? null,
    ratioThen: episode?.ratio ?? null,
    isSure: episode?.level !== 'emergency' || episode.toldAt !== null,
    roomBytes:
      ledger.account && roomBytes(ledger.account, ledger.pendingPaidBytes, policy.ratioFloor),
    waitingGrabs: blocked.waiting,
    pausedDownloads: blocked.paused,
    changes: changes
      .filter(({ sentAt }) => sentAt !== null)
      .map(({ name, before, after, outcome }) => ({ name, before, after, outcome })),
    clientWaits: work?.reason ?? null,
  };
}

/** Torrents of our category as they run now. */
export type SeedingNow = { seeding: number; downloading: number; stalled: number };

/** A person waits for the answer. */
const patienceMs = 4000;

async function late(): Promise<never> {
  await sleep(patienceMs, undefined, { ref: false });
  throw new ExternalError('qbittorrent', 'unreachable', 'qBittorrent takes its time');
}

/** Null when the download client does not tell in time. */
export async function seedingNow(
  qbittorrent: Qbittorrent | null,
  category: string,
): Promise<SeedingNow | null> {
  if (!qbittorrent) return null;
  try {
    const torrents = await Promise.race([qbittorrent.torrentsOfCategory(category), late()]);
    const running = torrents.filter(({ run }) => run === 'running' || run === 'forced');
    const seeding = running.filter(({ isComplete }) => isComplete).length;
    const stalled = running.filter(({ state }) => state === 'stalled-download').length;
    return { seeding, downloading: running.length - seeding, stalled };
  } catch (error) {
    if (error instanceof ExternalError) return null;
    throw error;
  }
}
