import type { EntityManager } from '@mikro-orm/postgresql';
import { raise } from '../alerts/raise.ts';
import { unsatisfiedNearLimit } from '../alerts/words/duties.ts';
import { freshState, unsatisfiedReasons } from './guard.ts';
import { readLedger } from './ledger.ts';
import { lastReading } from './record.ts';
import { isCalm, type UnsatisfiedLevel, unsatisfiedLevel } from './unsatisfied-level.ts';

type Limits = { unsatisfiedReserve: number; readingStaleMinutes: number };
type Context = { platforms: readonly string[]; policy: Limits; now: Date };
type Warning = { id: number; level: UnsatisfiedLevel; refused_at: Date | null };

const warningLock = 7_266_021;
/** After a refusal by the tracker nothing is asked of it for so long. */
const refusalHoldsMs = 3_600_000;
const dayMs = 86_400_000;

/**
 * Tells once when the torrents that owe seed time come near the limit of the account's class, and once
 * more when no place is left; anew only after they were well below it.
 */
export async function judgeUnsatisfied(em: EntityManager, context: Context): Promise<void> {
  await em.transactional(async (inner) => {
    const { policy, now } = context;
    const open = await openWarning(inner);
    const reading = await lastReading(inner);
    const { unsatisfiedCount: count, unsatisfiedLimit: limit } = reading ?? {};
    if (typeof count !== 'number' || typeof limit !== 'number') return;
    const known = { count, limit };
    const level = unsatisfiedLevel(known, policy.unsatisfiedReserve);
    if (level) return await warn(inner, open, { level, known }, context);
    const isRefused = open?.refused_at && now.getTime() - open.refused_at.getTime() < dayMs;
    if (!open || isRefused || !isCalm(known, policy.unsatisfiedReserve)) return;
    await inner.execute('update unsatisfied_warnings set ended_at = ? where id = ?', [
      now,
      open.id,
    ]);
  });
}

/** The tracker itself said that there is no place left, whatever the last reading says. */
export async function noteRefusal(em: EntityManager, context: Context): Promise<void> {
  await em.transactional(async (inner) => {
    const open = await openWarning(inner);
    await warn(inner, open, { level: 'full', known: null }, context);
    await inner.execute('update unsatisfied_warnings set refused_at = ? where ended_at is null', [
      context.now,
    ]);
  });
}

/** Why no torrent at all, a free one neither, may be begun now; null when one may. */
export async function whyNoRoom(
  em: EntityManager,
  policy: Limits,
  now: Date,
): Promise<string | null> {
  const since = new Date(now.getTime() - refusalHoldsMs);
  const refused = await em.execute<unknown[]>(
    'select 1 from unsatisfied_warnings where refused_at > ? limit 1',
    [since],
  );
  if (refused.length > 0) return 'the tracker refused a torrent: too many owe seed time (406)';
  const { account, pendingGrabs } = await readLedger(em);
  const fresh = freshState(account, policy.readingStaleMinutes, now);
  // The grab that asks is one of the pending ones.
  const grab = { isPaid: false, pendingGrabs: Math.max(0, pendingGrabs - 1) };
  const [reason] = unsatisfiedReasons(grab, fresh, policy);
  return reason ? `${reason.rule} is ${reason.got}, needed is ${reason.want}` : null;
}

async function openWarning(em: EntityManager): Promise<Warning | undefined> {
  await em.execute('select pg_advisory_xact_lock(?)', [warningLock]);
  const rows = await em.execute<Warning[]>(
    'select id, level, refused_at from unsatisfied_warnings where ended_at is null',
  );
  return rows[0];
}

async function warn(
  em: EntityManager,
  open: Warning | undefined,
  { level, known }: { level: UnsatisfiedLevel; known: { count: number; limit: number } | null },
  { platforms, policy, now }: Context,
): Promise<void> {
  if (open && (open.level === 'full' || level === 'near')) return;
  const [row] = await em.execute<[{ id: number }]>(
    open
      ? 'update unsatisfied_warnings set level = ? where id = ? returning id'
      : 'insert into unsatisfied_warnings (level, since) values (?, ?) returning id',
    [level, open?.id ?? now],
  );
  const facts = { level, known, reserve: policy.unsatisfiedReserve };
  await raise(em, platforms, {
    key: `unsatisfied:${row.id}:${level}`,
    ...unsatisfiedNearLimit(facts),
  });
}
