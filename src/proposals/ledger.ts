import type { EntityManager } from '@mikro-orm/postgresql';
import { lastReading } from '../account/record.ts';
import { pendingGrabs } from '../downloads/pending.ts';
import type { Ledger } from './hold.ts';

/** The account's last reading and what is on its way already. */
export async function readLedger(em: EntityManager): Promise<Ledger> {
  const reading = await lastReading(em);
  const pending = await pendingGrabs(em);
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
    },
    ...pending,
  };
}
