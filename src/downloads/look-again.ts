import type { EntityManager } from '@mikro-orm/postgresql';
import { freshState } from '../account/guard.ts';
import { readLedger } from '../account/ledger.ts';
import { recordReading } from '../account/record.ts';
import type { Mam } from '../clients/mam/index.ts';
import { ExternalError } from '../errors.ts';
import { costClass, expectedDownloadHours } from '../releases/cost.ts';
import type { CostFacts } from '../releases/facts.ts';
import { releaseFromRow } from '../releases/parse.ts';
import type { Services } from '../services.ts';
import { closeWedge, wedgesFor } from '../spending/spend-wedge.ts';
import type { Download } from './download.entity.ts';
import { lookAtProwlarr } from './look-at-prowlarr.ts';

type LookServices = Pick<Services, 'policy' | 'now' | 'mam' | 'prowlarr'>;

/**
 * `needsWedge`: it is free only after a wedge was spent. `at`: when the source said so. `downloadPath`:
 * where Prowlarr has its torrent file, a secret.
 */
export type Look =
  | { kind: 'same'; needsWedge: boolean; at: Date; downloadPath?: string }
  | { kind: 'changed'; reason: string };

/** The site shows a spent wedge 5 to 20 minutes late; until then our own books say it. */
const flagLagMs = 30 * 60_000;

/**
 * A last look at an approved release, by its id: still there, and no dearer than it was approved.
 * What became cheaper is taken as such.
 */
export async function lookAgain(
  services: LookServices,
  em: EntityManager,
  download: Download,
): Promise<Look> {
  if (download.source === 'prowlarr') return await lookThere(services, em, download);
  const { now } = services;
  const mam = trackerOf(services);
  const row = await mam.releaseById(Number(download.release?.trackerId));
  if (!row) return { kind: 'changed', reason: 'the tracker no longer has this release' };
  const at = now();
  const { cost, sizeBytes } = releaseFromRow(row);
  const ask = { downloadId: download.id, releaseId: download.release?.id ?? 0 };
  const account = await accountFor(cost, { ...services, mam }, em);
  const present = costClass(cost, account, at, expectedDownloadHours(sizeBytes));
  if (present !== 'paid') {
    if (download.withWedge) await closeWedge(em, ask, cost.isPersonalFreeleech, at);
    if (download.isPaid || download.withWedge) await becomeFree(em, download, present);
    return { kind: 'same', needsWedge: false, at };
  }
  if (download.isPaid) return { kind: 'same', needsWedge: false, at };
  if (!download.withWedge) return { kind: 'changed', reason: 'this release is no longer free' };
  const [wedge] = await wedgesFor(em, ask);
  const sentAt = wedge?.sentAt ?? at;
  if (!wedge?.isSpent) return { kind: 'same', needsWedge: true, at };
  const isTooEarlyToTell =
    wedge.status === 'confirmed' && at.getTime() - sentAt.getTime() < flagLagMs;
  if (isTooEarlyToTell) return { kind: 'same', needsWedge: false, at };
  const reason = 'a wedge was spent, but the tracker does not show this release as free';
  return { kind: 'changed', reason };
}

/** What Prowlarr says: the account it asks with is its own, so only what it marks as free is. */
async function lookThere(
  services: LookServices,
  em: EntityManager,
  download: Download,
): Promise<Look> {
  const look = await lookAtProwlarr(services, download);
  if (look.kind === 'changed') return look;
  const { isFree, downloadPath, at } = look;
  if (!isFree && !download.isPaid) {
    return { kind: 'changed', reason: 'this release is no longer free' };
  }
  if (isFree && download.isPaid) await becomeFree(em, download, 'free');
  return { kind: 'same', needsWedge: false, downloadPath, at };
}

/** Throws when there is none, so that whatever needs it waits until it is configured again. */
export function trackerOf({ mam }: Pick<Services, 'mam'>): Mam {
  if (mam) return mam;
  throw new ExternalError('tracker', 'unreachable', 'The tracker is not configured');
}

/** The account, read again where it decides and the last reading is too old for that. */
async function accountFor(
  { isFree, isVip, isPersonalFreeleech }: CostFacts,
  { mam, policy: read, now }: LookServices & { mam: Mam },
  em: EntityManager,
) {
  const { readingStaleMinutes } = await read(em);
  const known = freshState((await readLedger(em)).account, readingStaleMinutes, now());
  if (known || isFree || isPersonalFreeleech || !isVip) return known;
  await recordReading(em, await mam.account(), now());
  return freshState((await readLedger(em)).account, readingStaleMinutes, now());
}

async function becomeFree(em: EntityManager, download: Download, present: string): Promise<void> {
  download.isPaid = false;
  download.releaseEdition = present === 'personal-freeleech' ? 'fl' : 'free';
  await em.flush();
}
