import { randomBytes } from 'node:crypto';
import { open as openFile, readdir } from 'node:fs/promises';
import path from 'node:path';
import { expect, type TestContext, test } from 'vitest';
import { makeTorrent } from '../support/torrent.ts';
import { type Guard, withBody } from './gate.ts';
import { type BotStage, countRequests, offerOnly, openBotStage } from './stage.ts';
import {
  approve,
  cardSays,
  openProposal,
  shelved,
  type TestBot,
  wantEverything,
} from './test-bot.ts';

/** Has three releases, so that there is a next best one twice. */
const warlord = 'The Warlord of Mars';
const longMs = 90_000;
const damagedAt = 70_000;

async function open(context: TestContext): Promise<BotStage> {
  const stage = await openBotStage(context);
  offerOnly(stage, [warlord]);
  return stage;
}

/** The numbers of the releases, the best one first. */
function releaseIds({ world }: BotStage): string[] {
  return world.tracker.releases.map(({ id }) => String(id));
}

/** A torrent file as the tracker would hand it out, but with this content. */
function torrentOf({ tracker }: BotStage, files: { path: string; bytes: Buffer }[]): Buffer {
  const announce = `${tracker.url}/tracker.php/passkey/announce`;
  return makeTorrent({ name: 'Warlord', files, announce }).bytes;
}

/** Hands out these instead of the torrent files of the best releases. */
function torrentsInstead(stage: BotStage, torrents: readonly Buffer[]): Guard {
  const ids = releaseIds(stage);
  return async ({ path: asked, query }, forward) => {
    const answer = await forward();
    const body = torrents[ids.indexOf(query.get('tid') ?? '')];
    return asked === '/tor/download.php' && body ? withBody(answer, body) : answer;
  };
}

function blocked(bot: TestBot): Promise<{ tracker_id: string; reason: string }[]> {
  return bot.rows('select tracker_id, reason from blocklist order by id');
}

/** The books of the series that lie in the library. */
function ownedOfSeries({ world }: BotStage): Promise<string[]> {
  return readdir(path.join(world.library.folder, 'Edgar Rice Burroughs', 'Barsoom'));
}

test.concurrent(
  'a torrent file that lies is refused with its reason, blocked, and the next best is proposed',
  async (context) => {
    const stage = await open(context);
    const bytes = randomBytes(40_000);
    const foreign = makeTorrent({
      name: 'Warlord',
      files: [{ path: '01.mp3', bytes }],
      announce: 'http://collector.example/announce',
    });
    const climbing = torrentOf(stage, [{ path: '../../01.mp3', bytes }]);
    stage.tracker.setGuard(torrentsInstead(stage, [foreign.bytes, climbing]));
    const bot = await stage.start();

    const [first = 0] = await wantEverything(bot, [warlord]);
    await approve(bot, first);
    await cardSays(bot, first, /failed: the torrent file is not acceptable: .*not its tracker/);
    const second = await openProposal(bot, warlord);
    await approve(bot, second);
    await cardSays(bot, second, /failed: the torrent file is not acceptable: .*dot part/);
    const third = await openProposal(bot, warlord);
    await approve(bot, third);
    await shelved(bot, warlord);

    expect((await blocked(bot)).map((row) => row.tracker_id)).toEqual(
      releaseIds(stage).slice(0, 2),
    );
    expect(bot.room.titled(/^Download failed/)).toHaveLength(2);
    expect(countRequests(stage.world.downloadClient, 'torrents/add')).toBe(1);
    const fetched = stage.world.tracker.requests.filter(({ kind }) => kind === 'download');
    expect(fetched.map(({ query }) => query['tid'])).toEqual(releaseIds(stage));
  },
  longMs,
);

test.concurrent(
  'content that differs from its torrent is fetched again, and shelved when it fits',
  async (context) => {
    const stage = await open(context);
    damageComplete(stage, 1);
    const bot = await stage.start();

    const [first = 0] = await wantEverything(bot, [warlord]);
    await approve(bot, first);
    await shelved(bot, warlord);

    const story = await bot.rows<{ detail: string }>(
      'select detail from download_events order by id',
    );
    expect(story.map(({ detail }) => detail).join()).toMatch(
      /1 of \d+ pieces differ, the first is \d+; qBittorrent checks the files and fetches those parts again.*pieces ok/,
    );
    expect(countRequests(stage.world.downloadClient, 'torrents/add')).toBe(2);
    expect(countRequests(stage.world.tracker, 'download')).toBe(1);
    expect(await blocked(bot)).toEqual([]);
  },
  longMs,
);

test.concurrent(
  'content that still differs after that is never imported: blocked, and the next best is proposed',
  async (context) => {
    const stage = await open(context);
    const { torrents } = stage.world.downloadClient;
    damageComplete(stage, Number.POSITIVE_INFINITY);
    const bot = await stage.start();

    const [first = 0] = await wantEverything(bot, [warlord]);
    await approve(bot, first);
    await cardSays(bot, first, /failed: integrity check failed: .*1 of \d+ pieces differ/);
    stage.client.setGuard(null);
    const second = await openProposal(bot, warlord);
    const owned = await ownedOfSeries(stage);
    await approve(bot, second);
    await shelved(bot, warlord);

    expect(owned.join()).not.toContain(warlord);
    expect(torrents.size).toBe(2);
    expect(countRequests(stage.world.downloadClient, 'torrents/delete')).toBe(1);
    const reason = expect.stringContaining('integrity check failed') as string;
    expect(await blocked(bot)).toEqual([{ tracker_id: releaseIds(stage)[0], reason }]);
  },
  longMs,
);

/** Changes a byte of the first torrent when it is complete and has it right, so many times. */
function damageComplete({ client, world }: BotStage, times: number): void {
  const { torrents } = world.downloadClient;
  let left = times;
  let good: number | null = null;
  client.setGuard(async (_request, forward) => {
    const answer = await forward();
    const [torrent] = torrents.values();
    if (!torrent?.have.every(Boolean)) return answer;
    await using handle = await openFile(path.join(torrent.savePath, torrent.meta.name), 'r+');
    const byte = Buffer.alloc(1);
    await handle.read(byte, 0, 1, damagedAt);
    good ??= byte[0] ?? 0;
    if (left === 0 || byte[0] !== good) return answer;
    left -= 1;
    await handle.write(Buffer.from([good ^ 1]), 0, 1, damagedAt);
    return answer;
  });
}

test.concurrent(
  'a release with a program or an archive is refused by its list of files before anything is downloaded',
  async (context) => {
    const stage = await open(context);
    const audio = { path: '01.mp3', bytes: randomBytes(60_000) };
    const bad = (name: string) => torrentOf(stage, [audio, { path: name, bytes: randomBytes(50) }]);
    stage.tracker.setGuard(torrentsInstead(stage, [bad('setup.exe'), bad('book.part01.rar')]));
    const bot = await stage.start();

    const [first = 0] = await wantEverything(bot, [warlord]);
    await approve(bot, first);
    await cardSays(bot, first, /failed: the torrent is no audiobook.*setup\.exe: it is a program/);
    const second = await openProposal(bot, warlord);
    await approve(bot, second);
    await cardSays(bot, second, /failed: .*book\.part01\.rar: it is an archive/);
    const third = await openProposal(bot, warlord);
    const added = countRequests(stage.world.downloadClient, 'torrents/add');
    await approve(bot, third);
    await shelved(bot, warlord);

    expect(added).toBe(0);
    expect(bot.room.titled(/^Needs you/)).toEqual([]);
    expect((await blocked(bot)).map((row) => row.tracker_id)).toEqual(
      releaseIds(stage).slice(0, 2),
    );
  },
  longMs,
);
