import type { ClientTorrent } from '../../src/sandbox/download-client/torrent.ts';
import type { Account } from '../../src/sandbox/tracker/account.ts';
import type { Rows } from './rows.ts';
import type { Added, Bought, Ended } from './witness.ts';

/** What the invariants judge by: the product's rows, and what the others have and saw in this step. */
export type Facts = {
  now: Date;
  rows: Rows;
  account: Pick<Account, 'spent' | 'bonusHistory'>;
  torrents: ReadonlyMap<string, Pick<ClientTorrent, 'have'>>;
  added: readonly Added[];
  fetched: readonly Date[];
  bought: readonly Bought[];
  ended: readonly Ended[];
  searches: readonly Date[];
  /** Calls that a press in a chat can make now, below messages of that key. */
  buttons: readonly { chat: string; key: string; runs: string }[];
  /** Keys that a chat was sent again although it had answered. */
  repeated: readonly string[];
  rules: Rules;
};

export type Rules = {
  ratioFloor: number;
  readingStaleMinutes: number;
  pointsReserve: number;
  vipRenewDays: number;
  searchesPerDay: number;
  torrentSeconds: number;
};

export type Invariant = { name: string; violations: (facts: Facts) => string[] };

const minuteMs = 60_000;
const dayMs = 86_400_000;
/** What the site wants of every torrent. */
const siteSeedHours = 72;
const vipWeekPoints = 1250;

export const invariants: readonly Invariant[] = [
  {
    name: 'one torrent for a work (I1)',
    violations: ({ rows, torrents }) => [
      ...rows.crowded.map(({ title, downloads }) => `${downloads} downloads of "${title}"`),
      ...unknownTorrents(rows, torrents).map((hash) => `nobody knows of the torrent ${hash}`),
    ],
  },
  {
    name: 'no lost work: everything unfinished has a next time (I2)',
    violations: ({ rows, torrents, now }) => [
      ...lying(rows, torrents, now),
      ...rows.underWay
        .filter(({ hasMessage }) => !hasMessage)
        .map(({ id, status }) => `download ${id} is ${status}, and nothing will happen`),
      ...rows.openWithoutEnd.map((id) => `proposal ${id} is open without an end`),
      ...rows.approvedIdle.map((id) => `proposal ${id} is approved, and nothing is fetched`),
      ...rows.running.map(({ id, job }) => `run ${id} of ${job} never ended`),
      ...rows.overdue.map(({ what, since }) => `${what} is due since ${since.toISOString()}`),
      ...rows.dead.map(({ key, reason }) => `${key} was given up: ${reason}`),
    ],
  },
  {
    name: 'nothing is spent twice, and the books are those of the tracker (I3)',
    violations: ({ rows, account }) => [
      ...bookViolations('vip', rows, countSpent(account, 'VIP')),
      ...bookViolations('upload', rows, countSpent(account, 'upload')),
      ...bookViolations('wedge', rows, account.bonusHistory.filter(isWedge).length),
    ],
  },
  {
    name: 'every alert once (I4)',
    violations: ({ rows, repeated }) => [
      ...repeated.map((key) => `${key} was posted again`),
      ...rows.untold.map(({ id, kind, platform }) => `${platform} never hears of ${kind} ${id}`),
    ],
  },
  {
    name: 'nothing paid at or under the ratio floor, or without knowing the ratio (I6)',
    violations: ({ added, rules }) =>
      added.filter(({ isFree }) => !isFree).flatMap((one) => whyNot(one, rules)),
  },
  {
    name: 'the points reserve is kept',
    violations: ({ bought, account, rules }) =>
      bought.flatMap((one, index) => {
        const isBooked = (bought[index + 1]?.earlier ?? account.spent.length) > one.earlier;
        const cost = isBooked ? (account.spent[one.earlier]?.points ?? 0) : 0;
        return isBooked ? reserveViolation(one, cost, rules) : [];
      }),
  },
  {
    name: 'nothing that owes seed time is removed or stopped',
    violations: ({ ended }) =>
      ended
        .filter(
          ({ wasComplete, seededHours, isRegistered }) =>
            wasComplete && isRegistered && seededHours < siteSeedHours,
        )
        .map(
          ({ hash, how, seededHours }) =>
            `${hash} was ${how} after ${seededHours.toFixed(1)} hours`,
        ),
  },
  {
    name: 'every decision once (I7)',
    violations: ({ rows }) =>
      rows.decisions.map(
        ({ proposal, times }) => `proposal ${proposal} was decided ${times} times`,
      ),
  },
  {
    name: 'what is decided asks nobody any more',
    violations: ({ rows, buttons }) => staleCards(rows, buttons),
  },
  {
    name: 'the request budget of the tracker (I9)',
    violations: ({ searches, fetched, rules }) => [
      ...(searches.length > rules.searchesPerDay ? [`${searches.length} searches in a day`] : []),
      ...tooClose(fetched, rules.torrentSeconds * 0.8 * 1000),
    ],
  },
];

/** Downloads that could go on and have not for days. */
function lying({ inFlight }: Rows, torrents: Facts['torrents'], now: Date): string[] {
  return inFlight
    .filter((one) => canGoOn(one, torrents) && now.getTime() - one.since.getTime() > 2 * dayMs)
    .map(({ id, status, since }) => `download ${id} is ${status} since ${since.toISOString()}`);
}

/** It is not the swarm that a download waits for. */
export function canGoOn({ hash }: Rows['inFlight'][number], torrents: Facts['torrents']): boolean {
  const torrent = hash === null ? undefined : torrents.get(hash);
  return !torrent || torrent.have.every(Boolean);
}

/** What a chat shows is what is so, once it has heard everything. */
function staleCards({ closed, behind }: Rows, buttons: Facts['buttons']): string[] {
  const keys = new Set(closed.map((id) => `card:proposal:${id}`));
  return buttons
    .filter(({ chat, key, runs }) => runs === 'approve' && keys.has(key) && !behind.includes(chat))
    .map(({ chat, key }) => `${chat} still asks at ${key}`);
}

function unknownTorrents({ hashes }: Rows, torrents: Facts['torrents']): string[] {
  const known = new Set(hashes.map(({ hash }) => hash));
  return [...torrents.keys()].filter((hash) => !known.has(hash));
}

function countSpent({ spent }: Facts['account'], kind: string): number {
  return spent.filter((one) => one.kind === kind).length;
}

function isWedge({ type }: Account['bonusHistory'][number]): boolean {
  return type === 'wedgePF';
}

/** What is not settled yet may or may not have counted. */
function bookViolations(kind: string, { purchases }: Rows, booked: number): string[] {
  const ours = purchases.filter((one) => one.kind === kind && !one.isByHand);
  const byHand = purchases.filter((one) => one.kind === kind && one.isByHand).length;
  const sure = ours.filter(({ isSpent }) => isSpent === true).length;
  const open = ours.filter(({ status }) => status === 'sent' || status === 'unknown').length;
  if (sure <= booked && booked <= sure + open + byHand) return [];
  return [`${kind}: the tracker booked ${booked}, the books say ${sure} and ${open} open`];
}

function whyNot({ title, at, told }: Added, rules: Rules): string[] {
  if (!told) return [`"${title}" was added, and the ratio was never read`];
  const minutes = (at.getTime() - told.at.getTime()) / minuteMs;
  if (minutes > rules.readingStaleMinutes) {
    return [`"${title}" was added by a ratio of ${minutes.toFixed(0)} minutes before`];
  }
  const ratio = told.uploadedBytes / told.downloadedBytes;
  return ratio > rules.ratioFloor ? [] : [`"${title}" was added at a ratio of ${ratio.toFixed(3)}`];
}

/** Upload never touches the reserve; VIP may when it ends soon. */
function reserveViolation(
  { kind, at, points, vipUntil }: Bought,
  cost: number,
  { pointsReserve, vipRenewDays }: Rules,
): string[] {
  const left = points - cost;
  const daysLeft = ((vipUntil?.getTime() ?? 0) - at.getTime()) / dayMs;
  const isAtRisk = kind === 'VIP' && daysLeft < vipRenewDays;
  if (left >= pointsReserve || (isAtRisk && points >= vipWeekPoints)) return [];
  return [`${kind} left ${left.toFixed(0)} points of a reserve of ${pointsReserve}`];
}

function tooClose(fetched: readonly Date[], leastMs: number): string[] {
  return fetched.flatMap((at, index) => {
    const before = fetched[index - 1];
    const gapMs = before ? at.getTime() - before.getTime() : leastMs;
    return gapMs < leastMs ? [`two torrent files within ${gapMs} ms`] : [];
  });
}
