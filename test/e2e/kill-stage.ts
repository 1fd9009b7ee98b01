import { expect, type TestContext } from 'vitest';
import { until } from '../support/until.ts';
import { type ChatRoom, createChatRoom, textOf } from './chat-room.ts';
import { type Gate, startGate } from './gate.ts';
import {
  endDatabase,
  type KillableBot,
  readRows,
  serveRoom,
  startKillableBot,
} from './killable-bot.ts';
import { countRequests, offerOnly, openStage, type Stage } from './stage.ts';
import { cardOf, patience, shelved } from './test-bot.ts';

export type KillStage = Stage & {
  room: ChatRoom;
  /** On the way from the bot to its room. */
  chat: Gate;
  /** The first start, or the next one after a kill. */
  start: () => Promise<KillableBot>;
  rows: <Row>(statement: string) => Promise<Row[]>;
};

/** The one book that can be had. */
export const warlord = 'The Warlord of Mars';

/** A stage for a bot that is killed and started again. */
export async function openKillStage(
  context: TestContext,
  pace: { downloadBytesPerSecond?: number } = {},
): Promise<KillStage> {
  const stage = await openStage(context, pace);
  offerOnly(stage, [warlord]);
  const { environment, folder, onEnd } = stage;
  const dataDir = environment['DATA_DIR'] ?? '';
  const room = createChatRoom();
  const server = await serveRoom(room);
  onEnd(server.stop);
  const chat = await startGate(server.url);
  onEnd(chat.stop);
  onEnd(() => endDatabase(dataDir));
  return {
    ...stage,
    room,
    chat,
    start: () => startKillableBot({ environment, folder, room, roomUrl: chat.url, onEnd }),
    rows: (statement) => readRows(dataDir, statement),
  };
}

/** Waits until the book is shelved and says that everything on the way happened once. */
export async function expectGotOnce(stage: KillStage): Promise<void> {
  const { room, rows } = stage;
  await shelved(stage, warlord);
  const unsent = () => rows(`select key from outbox where status <> 'done'`);
  await until(async () => (await unsent()).length === 0, patience);

  const { tracker, downloadClient, library } = stage.world;
  expect(countRequests(tracker, 'download')).toBe(1);
  expect(countRequests(downloadClient, 'torrents/add')).toBe(1);
  expect(downloadClient.torrents.size).toBe(1);
  expect(tracker.releases.filter(({ snatched }) => snatched)).toHaveLength(1);
  const downloads = await rows('select proposal_id, status from downloads');
  expect(downloads).toEqual([{ proposal_id: 1, status: 'completed' }]);
  const items = [...library.items.values()];
  expect(items.filter(({ scanned }) => scanned.title === warlord)).toHaveLength(1);
  expect(room.titled(/^On the shelf/)).toHaveLength(1);
  expect(textOf(cardOf(stage, 1))).toContain('shelved: on the shelf');
}
