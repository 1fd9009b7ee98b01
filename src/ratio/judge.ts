import type { EntityManager } from '@mikro-orm/postgresql';
import { isFresh } from '../account/freshness.ts';
import { roomBytes } from '../account/guard.ts';
import { readLedger } from '../account/ledger.ts';
import { lastReading } from '../account/record.ts';
import type { Reading } from '../account/reading.entity.ts';
import { raise } from '../alerts/raise.ts';
import { ratioEmergency, ratioWarning } from '../alerts/words/ratio.ts';
import { freezeGrabs, thawGrabs } from '../downloads/freeze.ts';
import { enqueue, wakeLanes } from '../outbox/enqueue.ts';
import type { Policy } from '../settings/policy.ts';
import { beginEpisode, emergencyText, type Episode, openEpisode, stampEpisode } from './episode.ts';
import { isLoneFall, nextLevel, type RatioLevel } from './rules.ts';

const judgeLock = 7_266_006;
/** What an emergency does to the download client and its undoing, one after the other. */
export const ratioLane = 'ratio';

type JudgeContext = {
  platforms: readonly string[];
  policy: Policy;
  /** Whether there is a download client that could be brought in line. */
  hasClient: boolean;
  now: Date;
};

/**
 * Judges the last reading and does what follows from it, in one transaction; answers the level and
 * whether it is new. A reading too old to decide by, or without a ratio, changes nothing.
 */
export async function judgeRatio(
  em: EntityManager,
  context: JudgeContext,
): Promise<{ level: RatioLevel | null; isNew: boolean }> {
  return await em.transactional(async (inner) => {
    // The last reading is read under the lock: a slower process must not judge by an older one.
    await inner.execute('select pg_advisory_xact_lock(?)', [judgeLock]);
    const { policy, now } = context;
    const reading = await lastReading(inner);
    const episode = await openEpisode(inner);
    const isKnown = reading && isFresh(reading.seenAt, now, policy.readingStaleMinutes);
    const ratio = isKnown ? (reading.globalRatio ?? null) : null;
    const level = nextLevel(episode?.level ?? null, ratio, policy);
    const isNew = level !== (episode?.level ?? null);
    if (isKnown && ratio !== null && level) {
      if (isNew) await turn(inner, episode, { level, ratio, reading }, context);
      else if (episode) await confirm(inner, episode, reading, context);
    }
    if (isKnown && level) {
      const row = [level === 'emergency', reading.id];
      await inner.execute('update ratio_log set emergency_active = ? where id = ?', row);
    }
    return { level, isNew };
  });
}

type Turn = { level: RatioLevel; ratio: number; reading: Reading };

async function turn(
  em: EntityManager,
  former: Episode | null,
  { level, ratio, reading }: Turn,
  context: JudgeContext,
): Promise<void> {
  const { platforms, policy, now } = context;
  const since = reading.seenAt;
  const id = await beginEpisode(em, former, { level, ratio, since });
  if (id === null) throw new Error('the ratio was judged twice at once');
  if (level === 'emergency') {
    await freezeGrabs(em, platforms, emergencyText({ since, ratio }), now);
    const isSure = !isLoneFall(ratio, await ratioBefore(em, reading.id), policy);
    if (isSure) await tellEmergency(em, { id, ratio }, context);
    await enqueueClientWork(em, 'ratio-measures', id, isSure ? 'sure' : 'first');
    return;
  }
  if (former?.level === 'emergency') {
    await thawGrabs(em, platforms, 'the ratio has recovered', now);
    await enqueueClientWork(em, 'ratio-restore', former.id, 'once');
    return;
  }
  if (level === 'warning') {
    await stampEpisode(em, id, 'told_at', now);
    const room = await roomNow(em, policy);
    await raise(em, platforms, {
      key: `ratio-warning:${id}`,
      ...ratioWarning(ratio, room, policy),
    });
  }
}

/** The second reading of an emergency that began with a lone fall makes it sure. */
async function confirm(
  em: EntityManager,
  episode: Episode,
  reading: Reading,
  context: JudgeContext,
): Promise<void> {
  const isOpen = episode.level === 'emergency' && episode.toldAt === null;
  if (!isOpen || reading.seenAt <= episode.since) return;
  await tellEmergency(em, episode, context);
  await enqueueClientWork(em, 'ratio-measures', episode.id, 'sure');
}

async function tellEmergency(
  em: EntityManager,
  { id, ratio }: Pick<Episode, 'id' | 'ratio'>,
  { platforms, policy, hasClient, now }: JudgeContext,
): Promise<void> {
  if (!(await stampEpisode(em, id, 'told_at', now))) return;
  const [row] = await em.execute<{ waiting: number }[]>(
    `select count(*)::int as waiting from downloads
      where emergency_blocked and status in ('queued', 'waiting')`,
  );
  const missingBytes = -(await roomNow(em, policy));
  const facts = { ratio, waiting: row?.waiting ?? 0, missingBytes, hasClient };
  await raise(em, platforms, { key: `ratio-emergency:${id}`, ...ratioEmergency(facts, policy) });
}

/** What may still be downloaded before the floor, as the ledger has it. */
async function roomNow(em: EntityManager, { ratioFloor }: Policy): Promise<number> {
  const { account, pendingPaidBytes } = await readLedger(em);
  return account ? roomBytes(account, pendingPaidBytes, ratioFloor) : 0;
}

async function ratioBefore(em: EntityManager, readingId: number): Promise<number | null> {
  const [row] = await em.execute<{ ratio: number | null }[]>(
    'select global_ratio as ratio from ratio_log where id < ? order by id desc limit 1',
    [readingId],
  );
  return row?.ratio ?? null;
}

async function enqueueClientWork(
  em: EntityManager,
  topic: 'ratio-measures' | 'ratio-restore',
  episodeId: number,
  which: string,
): Promise<void> {
  // Work that waits because the client is away looks at once whether it is still wanted.
  await wakeLanes(em, [ratioLane]);
  const key = `${topic}:${episodeId}:${which}`;
  await enqueue(em, { key, kind: 'effect', topic, lane: ratioLane, payload: { episodeId } });
}
