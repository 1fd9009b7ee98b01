import type { EntityManager } from '@mikro-orm/postgresql';
import type { TrackerAccount } from '../clients/mam/index.ts';
import { Reading } from './reading.entity.ts';

/** A new row at least this often, so that a chart has a point an hour. */
const longestRowMs = 3_600_000;

/** Stores what the tracker said: extends the last reading when nothing changed, else begins a new row. */
export async function recordReading(
  em: EntityManager,
  account: TrackerAccount,
  now: Date,
): Promise<Reading> {
  const figures = {
    uploadedBytes: account.uploadedBytes,
    downloadedBytes: account.downloadedBytes,
    points: account.points === null ? null : Math.round(account.points * 10) / 10,
    wedges: account.wedges,
    vipUntil: account.vipUntil,
    className: account.className,
    isVipClass: account.isVipClass,
    unsatisfiedCount: account.unsatisfied?.count ?? null,
    unsatisfiedLimit: account.unsatisfied?.limit ?? null,
    hitAndRunCount: account.hitAndRunCount,
    inactiveUnsatisfiedCount: account.inactiveUnsatisfiedCount,
    connectable: account.connectable,
  };
  const last = await lastReading(em);
  const ageMs = last ? now.getTime() - last.timestamp.getTime() : 0;
  if (last && isSame(last, figures) && ageMs >= 0 && ageMs < longestRowMs) {
    last.seenAt = now;
    await em.flush();
    return last;
  }
  const reading = em.create(Reading, { timestamp: now, seenAt: now, ...figures });
  await em.flush();
  return reading;
}

/** The newest reading, however old; null before the first. */
export async function lastReading(em: EntityManager): Promise<Reading | null> {
  return await em.findOne(Reading, { id: { $ne: 0 } }, { orderBy: { id: 'desc' } });
}

function isSame(last: Reading, figures: Partial<Reading>): boolean {
  return Object.entries(figures).every(([name, value]) => {
    const before = last[name as keyof Reading];
    const isDate = value instanceof Date && before instanceof Date;
    return isDate ? value.getTime() === before.getTime() : value === before;
  });
}
