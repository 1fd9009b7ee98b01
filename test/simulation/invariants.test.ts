import { expect, test } from 'vitest';
import { type Facts, invariants } from './invariants.ts';

const now = new Date('2027-03-01T12:00:00Z');
const minutesAgo = (minutes: number) => new Date(now.getTime() - minutes * 60_000);

/** A house in which all is well. */
const facts: Facts = {
  now,
  rows: {
    purchases: [],
    crowded: [],
    hashes: [{ id: 1, hash: 'a', status: 'completed' }],
    decisions: [],
    underWay: [{ id: 2, status: 'waiting', hasMessage: true }],
    inFlight: [{ id: 3, status: 'downloading', hash: 'a', since: now }],
    closed: [1],
    behind: [],
    openWithoutEnd: [],
    approvedIdle: [],
    running: [],
    overdue: [],
    dead: [],
    nextDue: null,
    untold: [],
  },
  account: { spent: [], bonusHistory: [] },
  torrents: new Map([['a', { have: [true] }]]),
  added: [],
  fetched: [],
  bought: [],
  ended: [],
  searches: [],
  buttons: [{ chat: 'slack', key: 'card:proposal:2', runs: 'approve' }],
  repeated: [],
  rules: {
    ratioFloor: 1,
    readingStaleMinutes: 15,
    pointsReserve: 1250,
    vipRenewDays: 7,
    searchesPerDay: 300,
    torrentSeconds: 3,
  },
};

const said = (changes: Partial<Facts>) =>
  invariants.flatMap(({ violations }) => violations({ ...facts, ...changes }));
const rows = (changes: Partial<Facts['rows']>) => said({ rows: { ...facts.rows, ...changes } });

const told = { at: minutesAgo(5), className: 'VIP', uploadedBytes: 110, downloadedBytes: 100 };
const added = { at: now, title: 'A', isFree: false, told };
const ended = {
  at: now,
  hash: 'a',
  how: 'removed',
  wasComplete: true,
  isRegistered: true,
} as const;
const upload = {
  kind: 'upload',
  status: 'confirmed',
  amount: 50,
  points: 25_000,
  isSpent: true,
  isByHand: false,
} as const;
const spent = { kind: 'upload', amount: 50, points: 25_000 } as const;
const asked = { at: now, kind: 'upload', points: 30_000, vipUntil: null, earlier: 0 };

test('a house in which all is well has no violation', () => {
  expect(said({})).toEqual([]);
});

test('torrents and downloads that nobody wanted are noticed', () => {
  const torrents = new Map([['b', { have: [true] }]]);
  expect(said({ torrents })).toEqual(['nobody knows of the torrent b']);
  expect(rows({ crowded: [{ book: 1, title: 'A', downloads: 2 }] })).toEqual([
    '2 downloads of "A"',
  ]);
});

test('work that nobody will do is noticed', () => {
  expect(rows({ underWay: [{ id: 2, status: 'waiting', hasMessage: false }] })).toHaveLength(1);
  expect(rows({ openWithoutEnd: [1], approvedIdle: [2] })).toHaveLength(2);
  expect(rows({ running: [{ id: 1, job: 'queue' }] })).toHaveLength(1);
  expect(rows({ overdue: [{ what: 'message a', since: now }] })).toHaveLength(1);
  expect(rows({ dead: [{ key: 'a', reason: 'b' }] })).toEqual(['a was given up: b']);
});

test('a download that could go on and does not is noticed', () => {
  const old = { id: 3, status: 'importing', hash: 'a', since: minutesAgo(3 * 1440) };
  expect(rows({ inFlight: [old] })).toHaveLength(1);
  expect(rows({ inFlight: [{ ...old, hash: 'gone' }] })).toHaveLength(1);
  const torrents = new Map([['a', { have: [true, false] }]]);
  expect(said({ torrents, rows: { ...facts.rows, inFlight: [old] } })).toEqual([]);
});

test('a card that asks although all is decided is noticed, once the chat has heard everything', () => {
  expect(rows({ closed: [2] })).toEqual(['slack still asks at card:proposal:2']);
  expect(rows({ closed: [2], behind: ['slack'] })).toEqual([]);
});

test('the books have to be those of the tracker, with room for what is not settled', () => {
  const account = { spent: [spent], bonusHistory: [] };
  const settled = { ...facts.rows, purchases: [upload] };
  const open = { ...facts.rows, purchases: [{ ...upload, status: 'sent', isSpent: null }] };
  expect(said({ account, rows: settled })).toEqual([]);
  expect(said({ account, rows: open })).toEqual([]);
  expect(said({ rows: open })).toEqual([]);
  expect(said({ account })).toHaveLength(1);
  expect(said({ rows: settled })).toHaveLength(1);
  expect(said({ account: { ...account, spent: [spent, spent] }, rows: settled })).toHaveLength(1);
  // A person who says how a purchase ended may be wrong, in both directions, but only about that one.
  const byHand = { ...facts.rows, purchases: [{ ...upload, isSpent: false, isByHand: true }] };
  expect(said({ account, rows: byHand })).toEqual([]);
  expect(said({ account: { ...account, spent: [spent, spent] }, rows: byHand })).toHaveLength(1);
});

test('an alert that came twice, or never, is noticed', () => {
  expect(said({ repeated: ['alert:1:slack'] })).toEqual(['alert:1:slack was posted again']);
  expect(rows({ untold: [{ id: 1, kind: 'shelved', platform: 'slack' }] })).toHaveLength(1);
});

test('what is paid needs a ratio above the floor, read not long before', () => {
  expect(said({ added: [added] })).toEqual([]);
  expect(said({ added: [{ ...added, told: { ...told, uploadedBytes: 100 } }] })).toHaveLength(1);
  expect(said({ added: [{ ...added, told: { ...told, at: minutesAgo(16) } }] })).toHaveLength(1);
  expect(said({ added: [{ ...added, told: null }] })).toHaveLength(1);
  expect(said({ added: [{ ...added, isFree: true, told: null }] })).toEqual([]);
});

test('the reserve may go for VIP that ends soon, and for nothing else', () => {
  const account = { spent: [spent], bonusHistory: [] };
  const purchases = { ...facts.rows, purchases: [upload] };
  expect(said({ account, rows: purchases, bought: [asked] })).toEqual([]);
  expect(said({ account, rows: purchases, bought: [{ ...asked, points: 26_000 }] })).toHaveLength(
    1,
  );

  const vipSpent = { kind: 'VIP', amount: 1, points: 1250 } as const;
  const vip = { account: { spent: [vipSpent], bonusHistory: [] } };
  const books = { ...facts.rows, purchases: [{ ...upload, kind: 'vip' as const }] };
  const vipUntil = new Date(now.getTime() + 20 * 86_400_000);
  const poor = { ...asked, kind: 'VIP', points: 1300 };
  expect(said({ ...vip, rows: books, bought: [poor] })).toEqual([]);
  expect(said({ ...vip, rows: books, bought: [{ ...poor, vipUntil }] })).toHaveLength(1);
});

test('a purchase that was refused takes nothing from the reserve', () => {
  const earlier = { ...asked, points: 1300 };
  expect(said({ bought: [earlier] })).toEqual([]);
});

test('what owes seed time stays', () => {
  expect(said({ ended: [{ ...ended, seededHours: 71 }] })).toHaveLength(1);
  expect(said({ ended: [{ ...ended, seededHours: 73 }] })).toEqual([]);
  expect(said({ ended: [{ ...ended, seededHours: 1, isRegistered: false }] })).toEqual([]);
  expect(said({ ended: [{ ...ended, seededHours: 0, wasComplete: false }] })).toEqual([]);
});

test('a proposal is decided once, and the tracker is asked no faster than agreed', () => {
  expect(rows({ decisions: [{ proposal: 1, times: 2 }] })).toHaveLength(1);
  expect(said({ searches: Array.from({ length: 301 }, () => now) })).toHaveLength(1);
  expect(said({ fetched: [minutesAgo(1), now] })).toEqual([]);
  expect(said({ fetched: [now, now] })).toHaveLength(1);
});
