import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { bookByAsin } from '../../src/sandbox/books.ts';
import { until } from '../support/until.ts';
import { buttonsOf, textOf } from './chat-room.ts';
import { type BotStage, countRequests, openBotStage } from './stage.ts';
import { approve, cardOf, cardSays, patience, type TestBot } from './test-bot.ts';

const longMs = 180_000;
const princess = 'A Princess of Mars';

/** The owned book is 64 kbit/s; the tracker has nothing but this one upload of it. */
function offer({ world }: BotStage, changes: { kbps?: number; narrators?: string[] } = {}): void {
  const book = bookByAsin('B0MARS0001');
  const { releases } = world.tracker;
  const [pattern] = releases;
  if (!pattern) throw new Error('the sandbox has changed');
  const { narrators, title } = book;
  const plain = { free: true, abridged: false, german: false, parts: 1, snatched: false };
  const upload = { ...pattern, ...plain, id: 990_001, book, title, narrators, kbps: 128 };
  releases.splice(0, releases.length, { ...upload, ...changes });
}

function listens({ world }: BotStage) {
  const { items, listeners } = world.library;
  const item = [...items.values()].find(({ scanned }) => scanned.title === princess);
  if (!item) throw new Error('the sandbox has changed');
  const { own, others } = listeners;
  own.mediaProgress.push({ libraryItemId: item.id, currentTime: 61, isFinished: false });
  own.bookmarks.push({ libraryItemId: item.id, time: 30, title: 'the cave' });
  others[0]?.mediaProgress.push({ libraryItemId: item.id, currentTime: 90, isFinished: false });
  return item;
}

const asked = (bot: TestBot) =>
  until(() => {
    const card = bot.room.messages.find(({ reply }) =>
      textOf(reply).includes('Shall I replace it'),
    );
    return card && Number(card.key.split(':').at(-1));
  }, patience);

const started = (bot: TestBot) =>
  until(() => bot.room.titled(/gaps in \d+ series/).length > 0, patience);

test.concurrent(
  'a better edition is asked for, compared, approved and takes the old one’s place; undone the old one is back',
  async (context) => {
    const stage = await openBotStage(context);
    offer(stage);
    const { id, path: place } = listens(stage);
    const { items, listeners } = stage.world.library;
    const heard = structuredClone(listeners.own);
    const bot = await stage.start({ PATH: process.env['PATH'] ?? '' });
    await started(bot);
    const before = await readdir(place);

    await bot.type('replace', { book: princess });
    const proposal = await asked(bot);
    const card = textOf(cardOf(bot, proposal));
    await approve(bot, proposal);
    await until(() => bot.room.titled(/^Replaced: A Princess of Mars/).length > 0, patience);

    expect(card).toContain('Bitrate | 64 kbps | 128 kbps');
    await cardSays(bot, proposal, /shelved: replaced the old edition/);
    expect(items.get(id)).toMatchObject({ path: place, isMissing: false });
    expect(await readdir(place)).not.toEqual([]);
    expect(listeners.own).toEqual(heard);
    expect(textOf(await bot.type('gaps', { limit: 500 }))).not.toContain(princess);
    const kept = await bot.type('replace');
    expect(kept.title).toMatch(/^1 replaced edition kept, \d\.\d MB$/);
    const [told] = bot.room.titled(/^Replaced/);
    expect(told && buttonsOf(told.reply).map(({ label }) => label)).toEqual(['Undo']);

    await bot.type('undo', { replacement: 1 });
    await until(() => bot.room.titled(/^Undone: /).length > 0, patience);

    expect(await readdir(place)).toEqual(before);
    expect(items.get(id)?.files[0]?.audio?.bitsPerSecond).toBe(64_000);
    expect(listeners.own).toEqual(heard);
    expect(stage.world.downloadClient.torrents.size).toBe(1);
  },
  longMs,
);

test.concurrent(
  'an edition that is no better is refused with its reason, and two people who ask get one search',
  async (context) => {
    const stage = await openBotStage(context);
    offer(stage, { kbps: 80 });
    const bot = await stage.start();
    await started(bot);

    await Promise.all([
      bot.type('replace', { book: princess }),
      bot.type('replace', { book: princess }),
    ]);
    await until(async () => {
      const rows = await bot.rows<{ note: string | null }>(
        'select search_note as note from missing_books where replaces_book_id is not null',
      );
      return rows.length === 1 && rows[0]?.note;
    }, patience);

    const [row] = await bot.rows(
      'select search_note, search_refused from missing_books where replaces_book_id is not null',
    );
    expect(row).toMatchObject({
      search_note: '1 releases seen, none acceptable (owned)',
      search_refused: [
        {
          rejections: [{ rule: 'owned', got: '80 kbps', want: 'better than the owned 64 kbps' }],
        },
      ],
    });
    expect(bot.room.messages.some(({ reply }) => textOf(reply).includes('Shall I replace'))).toBe(
      false,
    );
    expect(countRequests(stage.world.tracker, 'download')).toBe(0);
  },
  longMs,
);

test.concurrent(
  'Audiobookshelf goes away in the middle: the new edition waits in its place and is looked at when it is back',
  async (context) => {
    const stage = await openBotStage(context);
    offer(stage);
    const { id, path: place } = listens(stage);
    const { items, listeners } = stage.world.library;
    const heard = structuredClone(listeners.own);
    const bot = await stage.start({ PATH: process.env['PATH'] ?? '' });
    await started(bot);
    stage.library.setGuard(async (request, forward) => {
      const isScan = /\/api\/items\/[^/]+\/scan$/.test(request.path);
      return isScan ? { status: 503, headers: {}, body: Buffer.from('') } : forward();
    });
    await bot.type('replace', { book: princess });
    await approve(bot, await asked(bot));
    const status = async () =>
      (await bot.rows<{ status: string }>('select status from replacements'))[0]?.status;
    await until(async () => (await status()) === 'swapped', patience);
    const meanwhile = await readdir(place);

    stage.library.setGuard(null);
    await until(async () => {
      await bot.type('run', { job: 'downloads' });
      return (await status()) === 'replaced';
    }, patience);

    expect(meanwhile.filter((name) => name.endsWith('.mp3'))).toHaveLength(1);
    expect(items.get(id)).toMatchObject({ path: place, isMissing: false });
    expect(listeners.own).toEqual(heard);
    expect((await readdir(path.dirname(place))).filter((name) => name.startsWith('.'))).toEqual([]);
  },
  longMs,
);

test.concurrent(
  'a superior edition among the newest uploads is proposed unasked, and autopilot leaves it to a person',
  async (context) => {
    const stage = await openBotStage(context);
    offer(stage);
    const bot = await stage.start({ AUTOPILOT: 'full' });
    await started(bot);

    await bot.type('series', { series: 'all', monitor: 'all' });
    const proposal = await asked(bot);

    expect(cardOf(bot, proposal).title).toContain(princess);
    expect(await bot.rows(`select title from books where duplicate_status <> 'none'`)).toEqual([
      { title: princess },
    ]);
    expect(await bot.rows('select 1 from downloads')).toEqual([]);
  },
  longMs,
);
