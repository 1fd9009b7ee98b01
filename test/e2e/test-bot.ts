import { setTimeout as sleep } from 'node:timers/promises';
import { localOwner } from '../../src/app.ts';
import type { Reply } from '../../src/command/reply.ts';
import { type Bot, startBot } from '../../src/start.ts';
import { createDatabase, type TestDatabase } from '../support/database.ts';
import { until } from '../support/until.ts';
import { type ChatRoom, createChatRoom, roomPlatform, textOf } from './chat-room.ts';

type Input = Record<string, string | number | boolean>;

/** The bot as a person has it: a chat room, and commands to type. */
export type TestBot = {
  room: ChatRoom;
  type: (command: string, input?: Input) => Promise<Reply>;
  rows: <Row>(statement: string) => Promise<Row[]>;
  stop: () => Promise<void>;
};

/** For a machine that is busy with other tests. */
export const patience = { timeoutMs: 60_000 };
/** Real clients find each other again only after minutes, once the line was cut. */
const realPatience = { timeoutMs: 150_000 };

/** As fast as the rules for the tracker allow; nothing runs by the clock, only what is asked for. */
export const quick = {
  MAM_SEARCH_SECONDS: '1',
  MAM_TORRENT_SECONDS: '1',
  MIN_FREE_GB: '0',
  QUEUE_PER_RUN: '20',
  SCHEDULER_ENABLED: 'false',
  STATUS_BOARD: 'off',
  // Tests run at night, too.
  QUIET_HOURS: 'off',
  LOG_LEVEL: 'error',
};

/** Starts the bot inside this process; the room of an earlier one may be given to go on in it. */
export async function startTestBot(
  environment: Record<string, string>,
  room = createChatRoom(),
): Promise<TestBot> {
  const bot = await startBot({
    mode: 'bot',
    environment: { ...quick, ...environment },
    platforms: [roomPlatform(room)],
  });
  return {
    room,
    type: async (command, input = {}) => (await call(bot, command, input)).reply,
    rows: <Row>(statement: string) => bot.services.em().execute<Row[]>(statement),
    stop: bot.stop,
  };
}

function call(bot: Bot, command: string, input: Input) {
  return bot.execute({ command, input, actor: localOwner() });
}

/** Waits for the first scan, says that everything is wanted and waits for the proposals of these books. */
export async function wantEverything(
  bot: Pick<TestBot, 'room' | 'type'>,
  titles: readonly string[],
): Promise<number[]> {
  await until(() => bot.room.titled(/gaps in \d+ series/).length > 0, patience);
  await bot.type('series', { series: 'all', monitor: 'all' });
  return Promise.all(titles.map((title) => openProposal(bot, title)));
}

/** The number of the proposal whose card asks about this book, as soon as there is one. */
export function openProposal({ room }: Pick<TestBot, 'room'>, title: string): Promise<number> {
  return until(() => {
    const asked = room.messages.find(
      ({ reply }) =>
        reply.title.includes(`: ${title} (`) &&
        reply.blocks.some((block) => block.kind === 'text' && block.text.includes('Shall I get')),
    );
    return asked && Number(asked.key.split(':').at(-1));
  }, patience);
}

/** The card of a proposal as it looks now. */
export function cardOf({ room }: Pick<TestBot, 'room'>, proposal: number): Reply {
  const message = room.messages.find(({ key }) => key === `card:proposal:${proposal}`);
  if (!message) throw new Error(`proposal ${proposal} was never shown`);
  return message.reply;
}

export async function approve(bot: Pick<TestBot, 'type'>, proposal: number): Promise<void> {
  await bot.type('approve', { proposal });
}

/** Waits until the card of a proposal says this; tells what it says when it does not. */
export async function cardSays(
  bot: Pick<TestBot, 'room'>,
  proposal: number,
  text: RegExp,
): Promise<void> {
  const read = () => textOf(cardOf(bot, proposal));
  await until(() => text.test(read()), patience).catch(() => {
    throw new Error(`the card does not say ${text}: ${read()}`);
  });
}

/** Waits for the announcement of a book. */
export async function shelved({ room }: Pick<TestBot, 'room'>, title: string): Promise<void> {
  const isAnnounced = () =>
    room.titled(/^On the shelf/).some(({ reply }) => reply.title.endsWith(title));
  await until(isAnnounced, patience).catch(() => {
    const cards = room.messages.map(({ reply }) => textOf(reply));
    throw new Error(`${title} was not shelved; the room shows: ${cards.join('\n\n')}`);
  });
}

/** Waits until the book is announced and, as the clock would, runs `downloads` again whenever a run is over. */
export async function followed(bot: TestBot, title: string): Promise<void> {
  const isAnnounced = () =>
    bot.room.titled(/^On the shelf/).some(({ reply }) => reply.title.endsWith(title));
  await until(async () => {
    if (isAnnounced()) return true;
    if (await isIdle(bot)) await bot.type('run', { job: 'downloads' });
    return sleep(500, false);
  }, realPatience).catch(() => shelved(bot, title));
}

/** A look at the downloads that begins after now: who asks during one is told of that one. */
export async function lookAnew(bot: TestBot): Promise<void> {
  await until(() => isIdle(bot), patience);
  await bot.type('run', { job: 'downloads' });
}

async function isIdle(bot: TestBot): Promise<boolean> {
  const open = await bot.rows(
    `select 1 from tasks where task_name = 'downloads' and status in ('requested', 'running')`,
  );
  return open.length === 0;
}

/** A database of the test run's server, in the form the bot's environment takes it. */
export async function createDatabaseUrl(): Promise<{ url: string; drop: TestDatabase['drop'] }> {
  const { connection, drop } = await createDatabase();
  const { host, port, user, dbName } = connection;
  return { url: `postgresql://${user}@${encodeURIComponent(host)}:${port}/${dbName}`, drop };
}
