import { expect, test } from 'vitest';
import type { BoardFigures } from '../../src/board/read.ts';
import { showBoard } from '../../src/board/show.ts';
import { accountStanding } from '../../src/account/standing.ts';
import { paceNow } from '../../src/events/pace.ts';
import { textOf } from '../e2e/chat-room.ts';
import { useDatabase } from '../support/use-database.ts';

const { em } = useDatabase();
const now = new Date('2026-06-15T12:00:00Z');

async function figures(changes: Partial<BoardFigures> = {}): Promise<BoardFigures> {
  const unread = await accountStanding(em(), { readingStaleMinutes: 15 }, now);
  return {
    account: {
      ...unread,
      isFresh: true,
      readAt: now,
      ratio: 1.85,
      points: 12_345,
      vipUntil: new Date('2026-07-20T00:00:00Z'),
      vipDaysLeft: 34.5,
      pointsPerHour: 31.25,
      ratios: [1.7, 1.75, null, 1.85],
    },
    events: { events: [], pace: paceNow(1.85, 1.2, false), lastLook: now },
    library: { books: 1605, missing: 81 },
    queue: { total: 3, wanted: 14, openProposals: 2 },
    onItsWay: [
      {
        title: 'The Mysterious Island',
        author: 'Jules Verne',
        status: 'downloading',
        progress: 0.43,
        format: 'm4b',
        bitrateKbps: 128,
        edition: 'free',
      },
    ],
    seeding: {
      counts: { torrents: 841, seeding: 812, earning: 700, idle: 30, owed: 12 },
      owedHours: 339.5,
      lookedAt: now,
    },
    rulebook: { version: 7, since: new Date('2026-06-01T10:00:00Z') },
    nextJobs: [{ name: 'digest', at: new Date('2026-06-16T09:00:00Z') }],
    problems: [],
    freeBytes: 412.6 * 1024 ** 3,
    memoryBytes: 187 * 1024 ** 2,
    timeZone: 'UTC',
    ...changes,
  };
}

test('the board tells how everything stands', async () => {
  expect(textOf(showBoard(await figures()))).toMatchInlineSnapshot(`
    "Status board
    VIP: 34 days left
    Ratio: 1.85 ▁▃ █
    Points: 12,345 (31.3 an hour)
    Library: 1605 books, 81 missing
    Queue: 3 (2 ask you), 14 more wanted
    Seeding: 812 of 841 torrents, 12 owe 340 hours
    Events: none
    Rules: version 7 since 1 Jun, 10:00
    Next jobs: digest 16 Jun, 09:00
    Free space: 412 GB
    Memory: about 200 MB
    On its way
    The Mysterious Island by Jules Verne (downloading 40 % · M4B · 128 kbps · free)
    [Status]
    [Queue]"
  `);
});

test('without account figures it names none, not even in a problem of the ratio', async () => {
  const ratio = {
    area: 'ratio',
    severity: 'critical' as const,
    text: 'emergency at 0.98',
    hint: 'ratio shows what was done',
  };

  const text = textOf(showBoard(await figures({ account: null, problems: [ratio] })));

  expect(text).not.toMatch(/VIP|Points|0\.98|1\.85/);
  expect(text).toContain('ratio: "status" tells');
});

test('a reading that is too old counts as unknown', async () => {
  const { account, ...rest } = await figures();
  const old = account && { ...account, isFresh: false };

  const text = textOf(showBoard({ ...rest, account: old }));

  expect(text).toContain('Ratio: unknown');
  expect(text).not.toMatch(/1\.85|12,345/);
});

test('figures that waver do not change it', async () => {
  const before = showBoard(await figures());
  const after = showBoard(
    await figures({ memoryBytes: 191 * 1024 ** 2, freeBytes: 412.1 * 1024 ** 3 }),
  );

  expect(after).toEqual(before);
});
