import type { EntityManager } from '@mikro-orm/postgresql';
import { openEmergency } from '../ratio/episode.ts';
import { type AccountState, type Emergency, freshState } from './guard.ts';
import { lastReading } from './record.ts';

/** The account as far as a grab has to respect it, with what is on its way already. */
export type Ledger = {
  account:
    | (AccountState & {
        isVipClass: boolean;
        vipUntil: Date | null;
        points: number | null;
        wedges: number | null;
      })
    | null;
  /** Paid bytes approved that the tracker's figures may not show yet. */
  pendingPaidBytes: number;
  /** Grabs approved that the tracker does not count yet. */
  pendingGrabs: number;
  emergency: Emergency | null;
};

/** The last reading of the account and the grabs that have not reached it. */
export async function readLedger(em: EntityManager): Promise<Ledger> {
  const reading = await lastReading(em);
  const pending = { ...(await pendingGrabs(em)), emergency: await openEmergency(em) };
  if (!reading) return { account: null, ...pending };
  const { unsatisfiedCount: count, unsatisfiedLimit: limit } = reading;
  const hasUnsatisfied = typeof count === 'number' && typeof limit === 'number';
  return {
    account: {
      seenAt: reading.seenAt,
      uploadedBytes: reading.uploadedBytes,
      downloadedBytes: reading.downloadedBytes,
      unsatisfied: hasUnsatisfied ? { count, limit } : null,
      isVipClass: reading.isVipClass,
      vipUntil: reading.vipUntil ?? null,
      points: reading.points ?? null,
      wedges: reading.wedges ?? null,
    },
    ...pending,
  };
}

/** The same; the account is null when it was read too long ago to decide by. */
export async function knownLedger(
  em: EntityManager,
  staleMinutes: number,
  now: Date,
): Promise<Ledger> {
  const ledger = await readLedger(em);
  return { ...ledger, account: freshState(ledger.account, staleMinutes, now) };
}

async function pendingGrabs(
  em: EntityManager,
): Promise<Pick<Ledger, 'pendingGrabs' | 'pendingPaidBytes'>> {
  const rows = await em.execute<{ grabs: number; bytes: number | null }[]>(
    `select count(*) filter (where status in ('queued', 'waiting')) as grabs,
            sum(size_bytes) filter (where is_paid) as bytes
       from downloads where status in ('queued', 'waiting', 'downloading')`,
  );
  return { pendingGrabs: rows[0]?.grabs ?? 0, pendingPaidBytes: rows[0]?.bytes ?? 0 };
}
