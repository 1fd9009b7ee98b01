import { beforeEach, expect, test } from 'vitest';
import { until } from '../support/until.ts';
import { type ChatRoom, createChatRoom, textOf } from './chat-room.ts';
import { type Gate, type GateRequest, holdFirst, startGate } from './gate.ts';
import {
  endDatabase,
  type KillableBot,
  readRows,
  serveRoom,
  startKillableBot,
} from './killable-bot.ts';
import { countRequests, offerOnly, useStage } from './stage.ts';
import { cardOf, wantEverything } from './test-bot.ts';

const warlord = 'The Warlord of Mars';
const longMs = 40_000;
const patience = { timeoutMs: 30_000 };

/** Slow enough to be killed in the middle of a download. */
const stage = useStage({ downloadBytesPerSecond: 1_000_000 });
let room: ChatRoom;
let chat: Gate;

beforeEach(async () => {
  offerOnly(stage, [warlord]);
  room = createChatRoom();
  const server = await serveRoom(room);
  stage.onEnd(server.stop);
  chat = await startGate(server.url);
  stage.onEnd(chat.stop);
  stage.onEnd(() => endDatabase(stage.environment['DATA_DIR'] ?? ''));
});

async function start(): Promise<KillableBot> {
  const { environment, folder } = stage;
  const bot = await startKillableBot({ environment, folder, room, roomUrl: chat.url });
  stage.onEnd(bot.stop);
  return bot;
}

function rows<Row>(statement: string): Promise<Row[]> {
  return readRows<Row>(stage.environment['DATA_DIR'] ?? '', statement);
}

async function shelved(): Promise<void> {
  await until(() => room.titled(/^On the shelf/).length > 0, patience);
  await until(async () => {
    const [row] = await rows<{ left: string }>(
      `select count(*) as left from outbox where status <> 'done'`,
    );
    return row?.left === '0';
  });
}

/** What has to be true of a book that was got once, however often the bot was killed on the way. */
async function expectGotOnce(): Promise<void> {
  const { tracker, downloadClient, library } = stage.world;
  const grabbed = tracker.releases.filter(({ snatched }) => snatched);
  const shown = [...library.items.values()].filter(({ scanned }) => scanned.title === warlord);
  const downloads = await rows('select status, proposal_id from downloads');

  expect(countRequests(tracker, 'download')).toBe(1);
  expect(downloadClient.torrents.size).toBe(1);
  expect(grabbed).toHaveLength(1);
  expect(shown).toHaveLength(1);
  expect(downloads).toEqual([{ status: 'completed', proposal_id: 1 }]);
  expect(room.titled(/^On the shelf/)).toHaveLength(1);
  expect(textOf(cardOf({ room }, 1))).toContain('shelved: on the shelf');
}

function asksForOneRelease({ body }: GateRequest): boolean {
  return body.includes('"id":');
}

test(
  'killed between the approval and the grab: the next start grabs, once',
  async () => {
    const bot = await start();
    const [proposal = 0] = await wantEverything(bot, [warlord]);
    const { guard, reached } = holdFirst(asksForOneRelease, 'before');
    stage.tracker.setGuard(guard);

    await bot.type('approve', { proposal });
    await reached;
    await bot.kill();
    const left = await rows('select status from downloads');
    const fetched = countRequests(stage.world.tracker, 'download');
    stage.tracker.setGuard(null);
    await start();
    await shelved();

    expect(left).toEqual([{ status: 'queued' }]);
    expect(fetched).toBe(0);
    expect(countRequests(stage.world.downloadClient, 'torrents/add')).toBe(1);
    await expectGotOnce();
  },
  longMs,
);

test(
  'killed before it knew that the client took the torrent: the next start finds it there',
  async () => {
    const bot = await start();
    const [proposal = 0] = await wantEverything(bot, [warlord]);
    const { guard, reached } = holdFirst(({ path }) => path.endsWith('torrents/add'), 'after');
    stage.client.setGuard(guard);

    await bot.type('approve', { proposal });
    await reached;
    await bot.kill();
    const left = await rows('select status from downloads');
    stage.client.setGuard(null);
    await start();
    await shelved();

    expect(left).toEqual([{ status: 'queued' }]);
    expect(countRequests(stage.world.downloadClient, 'torrents/add')).toBe(1);
    await expectGotOnce();
  },
  longMs,
);

test(
  'killed while downloading: the next start follows on and shelves the book',
  async () => {
    const bot = await start();
    const [proposal = 0] = await wantEverything(bot, [warlord]);

    await bot.type('approve', { proposal });
    await until(
      () => /downloading: \d+ % downloaded/.test(textOf(cardOf(bot, proposal))),
      patience,
    );
    await bot.kill();
    const [torrent] = stage.world.downloadClient.torrents.values();
    const wasComplete = torrent?.have.every(Boolean);
    await start();
    await shelved();

    expect(wasComplete).toBe(false);
    expect(countRequests(stage.world.downloadClient, 'torrents/add')).toBe(1);
    await expectGotOnce();
  },
  longMs,
);

test(
  'killed while a card is posted: it is posted again under the same key and stays one message',
  async () => {
    const key = 'card:proposal:1';
    const { guard, reached } = holdFirst(({ body }) => body.includes(`"${key}"`), 'after');
    chat.setGuard(guard);
    const bot = await start();
    await until(() => room.titled(/gaps in \d+ series/).length > 0);

    await bot.type('series', { series: 'all', monitor: 'all' });
    await reached;
    await bot.kill();
    const before = await rows(`select 1 from messages where subject = 'proposal:1'`);
    chat.setGuard(null);
    await start();
    const messages = await until(async () => {
      const found = await rows(`select message_id from messages where subject = 'proposal:1'`);
      return found.length > 0 && found;
    }, patience);

    expect(before).toEqual([]);
    const shown = room.messages.filter((message) => message.key === key);
    expect(messages).toEqual(shown.map(({ id }) => ({ message_id: id })));
    expect(room.posts.filter((post) => post === key)).toHaveLength(2);
  },
  longMs,
);
