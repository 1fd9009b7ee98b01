import { chmod, mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { localOwner } from '../../src/app.ts';
import { boardRenderer } from '../../src/board/render.ts';
import { describeFailure, failureReply } from '../../src/command/failure.ts';
import type { Reply } from '../../src/command/reply.ts';
import { parseWords } from '../../src/command/words.ts';
import { renderStory } from '../../src/proposals/story.ts';
import { startWorld } from '../../src/sandbox/world.ts';
import { type Bot, startBot } from '../../src/start.ts';
import { createChatRoom, roomPlatform } from '../e2e/chat-room.ts';
import { openProposal, patience, quick, shelved } from '../e2e/test-bot.ts';
import { until } from '../support/until.ts';

type Scenes = Record<'commands' | 'besides', Record<string, Reply>>;

const book = 'The Warlord of Mars';

/** Lines a person types when there is nothing yet, and when a book is on its way and others wait. */
const atFirst = ['help', 'status', 'gaps', 'queue', 'library', 'vip', 'ratio', 'jobs'];
const later = [
  'status',
  'queue',
  'gaps',
  'gaps series:Barsoom',
  'library',
  'library oz',
  'book 1',
  'why {id}',
  'approve {id}',
  'reject {other} not now',
  'approve 999',
  'search Ozma of Oz',
  'request title:"Moby Dick" author:"Herman Melville"',
  'request Moby Dick',
  'series Barsoom none',
  'series Barsoom',
  'history',
  'history run:1',
  'jobs',
  'run queue',
  'pause queue',
  'resume queue',
  'retry 1',
  'cancel 1',
  'events',
  'rules',
  'vip',
  'ratio',
  'settings',
  'settings MAX_GB',
  'settings MAX_GB 0',
  'settings alert-channels importd=none',
  'settings alert-channels "importd=none"',
  'claim 123456',
  'help approve',
  'approv 3',
];

/** What there is besides the way of a book. */
const besides = [
  'ask may I stop seeding after three days?',
  'notes import name:"House rules" text:"Nobody asks for more than three books a week. Whoever asks first is served first."',
  'ask how many books may I ask for a week?',
  'ask what is the capital of Mars?',
  'notes',
  'mute imported 8h',
  'mute',
  'preferences',
  'preferences private:true',
  'doctor',
  'metadata',
  'conflicts',
  'changes',
  'members',
  'audit',
  'upcoming',
  'suggest',
  'seeding',
  'wishlist',
  'points',
  'authors',
  'digest days:7',
  'blocklist',
  'autopilot',
  'releases The Gods of Mars',
  'library duplicates:true',
  'undo',
  'seen 1',
];

/** What the bot answers to these lines on a sandbox world, by the line. */
export async function commandReplies(): Promise<Scenes> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'shelfwarden-pictures-'));
  await chmod(folder, 0o711);
  const closings: (() => Promise<unknown>)[] = [() => rm(folder, { recursive: true, force: true })];
  try {
    const world = await startWorld({ dir: path.join(folder, 'world') });
    closings.push(world.stop);
    const room = createChatRoom();
    const bot = await startBot({
      environment: {
        ...world.environment,
        ...quick,
        STATUS_BOARD: 'on',
        PATH: process.env['PATH'],
        DATA_DIR: path.join(folder, 'data'),
      },
      mode: 'bot',
      platforms: [roomPlatform(room)],
    });
    closings.push(bot.stop);
    await until(() => room.titled(/gaps in \d+ series/).length > 0, patience);
    const first = await answersTo(bot, atFirst);
    await answer(bot, 'series all');
    const id = await openProposal({ room }, book);
    await answer(bot, `approve ${id}`);
    await shelved({ room }, book);
    const rows = await bot.services
      .em()
      .execute<{ id: number }[]>(`select id from proposals where status = 'open' order by id`);
    const numbers = { '{id}': String(id), '{other}': String(rows[0]?.id ?? 0) };
    const lines = later.map((line) =>
      line.replace(/\{id\}|\{other\}/, (name) => numbers[name as keyof typeof numbers]),
    );
    const commands = { ...prefixed('at first: ', first), ...(await answersTo(bot, lines)) };
    const board = await boardRenderer(bot.services)(bot.services.em());
    const story = await renderStory(bot.services)(bot.services.em(), `proposal:${id}`);
    return {
      commands,
      besides: {
        ...(board && { 'status board': board }),
        ...(story && { 'thread of a download': story.reply }),
        ...(await answersTo(bot, besides)),
      },
    };
  } finally {
    for (const close of closings.reverse()) await close();
  }
}

async function answersTo(bot: Bot, lines: readonly string[]): Promise<Record<string, Reply>> {
  const replies: Record<string, Reply> = {};
  for (const line of lines) replies[line] = await answer(bot, line);
  return replies;
}

async function answer(bot: Bot, line: string): Promise<Reply> {
  try {
    const call = parseWords(line, bot.commands);
    return (await bot.execute({ ...call, actor: localOwner() })).reply;
  } catch (error) {
    return failureReply(describeFailure(error, 'a1b2c3d4'));
  }
}

function prefixed(prefix: string, replies: Record<string, Reply>): Record<string, Reply> {
  return Object.fromEntries(
    Object.entries(replies).map(([name, reply]) => [`${prefix}${name}`, reply]),
  );
}
