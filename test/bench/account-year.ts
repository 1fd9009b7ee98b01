import type { TrackerAccount } from '../../src/clients/mam/index.ts';

export type AccountReading = { at: Date; account: TrackerAccount };

const stepMs = 5 * 60_000;
const stepsPerDay = 288;
const gib = 1024 ** 3;

/**
 * A year of a busy account, read every five minutes: in the evening every reading finds a new upload,
 * at other times four of five; points come every quarter of an hour, a paid book is taken twice a week,
 * VIP is renewed by the week, and about once a month the tracker is away for some hours.
 */
export function* accountYear(start: Date): Generator<AccountReading> {
  const random = seeded(7);
  let account: TrackerAccount = {
    className: 'VIP',
    isVipClass: true,
    uploadedBytes: 1850 * gib,
    downloadedBytes: 1000 * gib,
    points: 21_400,
    wedges: 12,
    vipUntil: new Date(start.getTime() + 40 * 86_400_000),
    unsatisfied: { count: 12, limit: 150 },
    hitAndRunCount: 0,
    inactiveUnsatisfiedCount: 0,
    connectable: 'yes',
    notices: null,
  };
  let awayFor = 0;
  for (let step = 0; step < 365 * stepsPerDay; step += 1) {
    const at = new Date(start.getTime() + step * stepMs);
    account = next(account, step, random);
    if (awayFor === 0 && random() < 1 / (30 * stepsPerDay)) awayFor = Math.ceil(random() * 60);
    if (awayFor > 0) awayFor -= 1;
    else yield { at, account };
  }
}

function next(before: TrackerAccount, step: number, random: () => number): TrackerAccount {
  const account = { ...before };
  const isEvening = (step / 12) % 24 > 17;
  if (random() < (isEvening ? 1 : 0.8)) account.uploadedBytes += Math.ceil(random() * 0.02 * gib);
  if (step % 3 === 0) account.points = Math.min(99_999, (account.points ?? 0) + 11);
  if (random() < 2 / (7 * stepsPerDay)) {
    account.downloadedBytes += Math.ceil((0.3 + random()) * gib);
    account.unsatisfied = { count: Math.round(8 + random() * 10), limit: 150 };
  }
  if (step % (7 * stepsPerDay) === 144) {
    account.points = (account.points ?? 0) - 1250;
    account.vipUntil = new Date((account.vipUntil?.getTime() ?? 0) + 7 * 86_400_000);
  }
  return account;
}

/** The same figures in every run (mulberry32). */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
