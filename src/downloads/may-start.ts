import { setTimeout as sleep } from 'node:timers/promises';
import type { EntityManager } from '@mikro-orm/postgresql';
import { holdReasons } from '../account/guard.ts';
import { recordReading } from '../account/record.ts';
import { readLedger } from '../account/ledger.ts';
import { type Approver, grabLimits } from '../proposals/hold.ts';
import type { Services } from '../services.ts';
import type { Download } from './download.entity.ts';

type StartServices = Pick<Services, 'mam' | 'qbittorrent' | 'policy' | 'now'>;

const bytesPerGb = 1024 ** 3;
const measureTries = 5;
const measureMs = 1000;

/** The sentence that says why this grab must not start now; null when it may. Asks account and disk afresh. */
export async function whyWait(
  services: StartServices,
  em: EntityManager,
  download: Download,
  { sizeBytes, approver }: { sizeBytes: number | null; approver: Approver },
): Promise<string | null> {
  const { mam, qbittorrent, now } = services;
  const policy = await services.policy(em);
  if (download.isPaid && mam) await recordReading(em, await mam.account(), now());
  const ledger = await readLedger(em);
  const [reason] = holdReasons(
    {
      isPaid: download.isPaid ?? true,
      sizeBytes,
      pendingPaidBytes: ledger.pendingPaidBytes - (download.isPaid ? (download.sizeBytes ?? 0) : 0),
      pendingGrabs: ledger.pendingGrabs - 1,
    },
    ledger.account,
    grabLimits(policy, approver),
    now(),
  );
  if (reason) return `${reason.rule} is ${reason.got}, needed is ${reason.want}`;
  const free = await freeSpaceBytes(qbittorrent);
  const needed = (sizeBytes ?? 0) + policy.minFreeGb * bytesPerGb;
  if (free !== null && free < needed) {
    return `the disk of the download client has ${gb(free)} GB free, needed are ${gb(needed)} GB`;
  }
  return null;
}

/** A new session of qBittorrent 4.5 says 0 until it has measured, which a busy machine delays. */
async function freeSpaceBytes(qbittorrent: Services['qbittorrent']): Promise<number | null> {
  for (let tries = 1; ; tries += 1) {
    const free = (await qbittorrent?.freeSpaceBytes()) ?? null;
    if (free !== 0 || tries === measureTries) return free;
    await sleep(measureMs);
  }
}

function gb(bytes: number): string {
  return (bytes / bytesPerGb).toFixed(1);
}
