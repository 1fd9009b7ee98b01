import type { TrackerAccount } from '../../src/clients/mam/index.ts';

export const now = new Date('2026-06-15T12:00:00Z');

export function minutesLater(minutes: number): Date {
  return new Date(now.getTime() + minutes * 60_000);
}

export const account: TrackerAccount = {
  className: 'VIP',
  isVipClass: true,
  uploadedBytes: 3_000_000_000_000,
  downloadedBytes: 1_500_000_000_000,
  points: 51_234.5,
  wedges: 12,
  vipUntil: new Date('2026-08-01T00:00:00Z'),
  unsatisfied: { count: 4, limit: 100 },
  hitAndRunCount: 0,
  inactiveUnsatisfiedCount: 1,
  connectable: 'yes',
  notices: { pms: 0, topics: 0, aboutToDropClient: 0 },
};
