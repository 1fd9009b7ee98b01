import type { Release } from '../releases.ts';

/** The member's figures on the sandbox tracker; anything may be set from outside. */
export type Account = {
  className: string;
  uploadedBytes: number;
  downloadedBytes: number;
  points: number;
  wedges: number;
  vipUntil: Date | null;
  unsatisfiedLimit: number;
  /** Torrents by state, under the tracker's own names. */
  torrents: Record<TorrentState, number>;
  notices: { pms: number; aboutToDropClient: number; topics: number };
  /** Everything that was bought, in order. */
  spent: { kind: 'VIP' | 'upload' | 'wedges'; amount: number; points: number }[];
  /** Gifts and wedges, as the site's history shows them; what the store sold is not in it. */
  bonusHistory: { timestamp: number; amount: number; type: string; tid: number | null }[];
};

type TorrentState = keyof typeof stateNames;

const stateNames = {
  leeching: 'Leeching Torrents',
  sSat: 'Seeding - Satisfied',
  seedHnr: 'Seeding - H&R - Not Yet Satisfied',
  seedUnsat: 'Seeding - Not Yet Satisfied',
  upAct: 'Seeding -  Uploads',
  upInact: 'Not Seeding - Uploads',
  inactHnr: 'Not Seeding - H&R - Not Yet Satisfied',
  inactSat: 'Not Seeding - Satisfied',
  inactUnsat: 'Not Seeding - Not Yet Satisfied',
};

const gib = 1024 ** 3;
const dayMs = 86_400_000;
const typicalTorrentBytes = 320 * 1024 ** 2;

export function createAccount(now: Date): Account {
  return {
    className: 'VIP',
    uploadedBytes: 185 * gib,
    downloadedBytes: 100 * gib,
    points: 21_400,
    wedges: 3,
    vipUntil: new Date(now.getTime() + 40 * dayMs),
    unsatisfiedLimit: 150,
    torrents: {
      leeching: 0,
      sSat: 214,
      seedHnr: 0,
      seedUnsat: 12,
      upAct: 0,
      upInact: 0,
      inactHnr: 0,
      inactSat: 31,
      inactUnsat: 0,
    },
    notices: { pms: 0, aboutToDropClient: 0, topics: 0 },
    spent: [],
    bonusHistory: [],
  };
}

/** Free for this member now: site freeleech, a spent wedge, or VIP while the member is VIP. */
export function isFreeFor(account: Account, release: Release): boolean {
  const memberIsVip = account.className === 'VIP' || account.className === 'Elite VIP';
  return release.free || release.personalFreeleech || (release.vipDays !== null && memberIsVip);
}

/** The answer of `jsonLoad.php`; `has` tells which presence flags the request carried. */
export function accountJson(account: Account, has: (flag: string) => boolean): object {
  const { className, uploadedBytes, downloadedBytes, points, wedges, vipUntil } = account;
  return {
    classname: className,
    downloaded: `${(downloadedBytes / gib).toFixed(2)} GiB`,
    downloaded_bytes: downloadedBytes,
    ratio: ratioOf(account),
    seedbonus: Math.floor(points),
    ...(has('snatch_summary') ? { snatch_summary: snatchSummary(account) } : {}),
    ...(has('notif')
      ? { notifs: { ...account.notices, tickets: 0, waiting_tickets: 0, requests: 0 } }
      : {}),
    uid: 424_242,
    uploaded: `${(uploadedBytes / gib).toFixed(2)} GiB`,
    uploaded_bytes: uploadedBytes,
    username: 'SandboxMouse',
    vip_until: vipUntil === null ? null : trackerTime(vipUntil),
    wedges,
  };
}

/** The tracker's form of a time: UTC without saying so. */
export function trackerTime(date: Date): string {
  return date.toISOString().slice(0, 19).replace('T', ' ');
}

function snatchSummary(account: Account): object {
  const { leeching, seedUnsat, inactUnsat } = account.torrents;
  const states = Object.entries(stateNames).map(([state, name]) => [
    state,
    countOf(name, account.torrents[state as TorrentState]),
  ]);
  return {
    ...Object.fromEntries(states),
    unsat: {
      ...countOf('Unsatisfied', leeching + seedUnsat + inactUnsat),
      limit: account.unsatisfiedLimit,
    },
    duplicates: { name: 'Duplicate peer entries', count: 0 },
    reseed: { name: 'Reseed requests', count: 0, inactive: 0 },
    ite: { name: 'Important Tracker Errors', count: 0, latest: 0 },
    connectable: 'yes',
    v6_connectable: null,
    ipv6_mac: false,
    partial: false,
    recently_deleted: 0,
  };
}

function countOf(name: string, count: number) {
  return { name, count, size: count === 0 ? null : count * typicalTorrentBytes };
}

/** Two decimals, or the sign of infinity while nothing was downloaded. */
export function ratioOf({ uploadedBytes, downloadedBytes }: Account): number | '∞' {
  if (downloadedBytes === 0) return '∞';
  return Math.round((uploadedBytes / downloadedBytes) * 100) / 100;
}
