import type { TorrentPhase } from '../clients/qbittorrent/torrent.ts';

/** What the tracker asks of every torrent: so many hours of seeding within so many days. */
export const siteSeedHours = 72;
const deadlineDays = 30;
const hourMs = 3_600_000;

/** A torrent as far as its duty is concerned. */
export type Duty = {
  state: TorrentPhase;
  wasComplete: boolean;
  seededHours: number;
  completedAt: Date | null;
  addedAt: Date | null;
  /** When it was missed in the client first. */
  goneAt: Date | null;
  /** Null when nobody has looked yet. */
  isOfTracker: boolean | null;
  unregisteredAt: Date | null;
};

/** Why a torrent that owes seed time does not seed. */
export type Trouble = 'stopped' | 'files-gone' | 'error' | 'gone';

const troubles: Partial<Record<TorrentPhase, Trouble>> = {
  'paused-upload': 'stopped',
  'paused-download': 'stopped',
  'missing-files': 'files-gone',
  error: 'error',
};

/** Hours that are still to be seeded; never less than the tracker asks for. */
export function owedHours(
  { seededHours, wasComplete, unregisteredAt, isOfTracker }: Duty,
  seedHours: number,
): number {
  if (!wasComplete || unregisteredAt || isOfTracker === false) return 0;
  return Math.max(0, Math.max(seedHours, siteSeedHours) - seededHours);
}

/** By when the tracker wants its hours; null when it is not known when the torrent was complete. */
export function deadlineOf({ completedAt, addedAt }: Duty): Date | null {
  const from = completedAt ?? addedAt;
  return from && new Date(from.getTime() + deadlineDays * 24 * hourMs);
}

/** When it has to go on at the latest to have its hours in time. */
export function latestStart(duty: Duty, seedHours: number): Date | null {
  const deadline = deadlineOf(duty);
  return deadline && new Date(deadline.getTime() - owedHours(duty, seedHours) * hourMs);
}

/** What keeps a torrent from its duty while there is still time; null when nothing does. */
export function troubleOf(duty: Duty, seedHours: number, now: Date): Trouble | null {
  if (owedHours(duty, seedHours) === 0) return null;
  const deadline = deadlineOf(duty);
  if (deadline && deadline < now) return null;
  return duty.goneAt ? 'gone' : (troubles[duty.state] ?? null);
}

/**
 * Whether a torrent may be stopped at all. Everything that stops one asks here: nothing that has not
 * seeded what the tracker wants, and what SEED_HOURS says, is ever touched.
 */
export function mayStop(
  { wasComplete, seededHours }: Pick<Duty, 'wasComplete' | 'seededHours'>,
  seedHours: number,
): boolean {
  return wasComplete && seededHours >= Math.max(seedHours, siteSeedHours);
}
