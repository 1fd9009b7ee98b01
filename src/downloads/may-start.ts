import type { EntityManager } from '@mikro-orm/postgresql';
import { holdReasons } from '../account/guard.ts';
import { recordReading } from '../account/record.ts';
import { readLedger } from '../account/ledger.ts';
import type { Qbittorrent } from '../clients/qbittorrent/index.ts';
import { type Approver, grabLimits } from '../proposals/hold.ts';
import { vipReasons } from '../vip/guard.ts';
import type { Services } from '../services.ts';
import type { Time } from '../time.ts';
import type { Download } from './download.entity.ts';

type StartServices = Pick<Services, 'mam' | 'policy' | 'now'>;
/** `freeBytes`: on the disk of the download client, null when it cannot tell. */
type Grab = { sizeBytes: number | null; approver: Approver; freeBytes: number | null };

const bytesPerGb = 1024 ** 3;
const measureTries = 5;
const measureMs = 1000;

/** The sentence that says why this grab must not start now; null when it may. Asks for the account afresh where it counts. */
export async function whyWait(
  services: StartServices,
  em: EntityManager,
  download: Download,
  { sizeBytes, approver, freeBytes }: Grab,
): Promise<string | null> {
  const { mam, now } = services;
  if (download.isPaid && mam) await recordReading(em, await mam.account(), now());
  const [policy, ledger] = await Promise.all([services.policy(em), readLedger(em)]);
  const grab = {
    isPaid: download.isPaid ?? true,
    sizeBytes,
    pendingPaidBytes: ledger.pendingPaidBytes - (download.isPaid ? (download.sizeBytes ?? 0) : 0),
    pendingGrabs: ledger.pendingGrabs - 1,
    emergency: ledger.emergency,
  };
  const { account } = ledger;
  const [reason] = [
    ...holdReasons(grab, account, grabLimits(policy, approver), now()),
    ...(download.withOverride ? [] : vipReasons(grab, account, policy, now())),
  ];
  if (reason) return `${reason.rule} is ${reason.got}, needed is ${reason.want}`;
  const needed = (sizeBytes ?? 0) + policy.minFreeGb * bytesPerGb;
  if (freeBytes === null || freeBytes >= needed) return null;
  return `the disk of the download client has ${gb(freeBytes)} GB free, needed are ${gb(needed)} GB`;
}

/** A new session of qBittorrent 4.5 says 0 until it has measured, which a busy machine delays. */
export async function freeSpaceBytes(
  qbittorrent: Qbittorrent,
  sleep: Time['sleep'],
): Promise<number | null> {
  for (let tries = 1; ; tries += 1) {
    const free = await qbittorrent.freeSpaceBytes();
    if (free !== 0 || tries === measureTries) return free;
    await sleep(measureMs);
  }
}

function gb(bytes: number): string {
  return (bytes / bytesPerGb).toFixed(1);
}
