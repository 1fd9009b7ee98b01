import { readdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, type TestContext, test } from 'vitest';
import type { Button } from '../../src/command/reply.ts';
import { until } from '../support/until.ts';
import { buttonsOf, textOf } from './chat-room.ts';
import { readFolder } from './folders.ts';
import { type BotStage, countRequests, offerOnly, openBotStage } from './stage.ts';
import {
  approve,
  cardOf,
  cardSays,
  patience,
  shelved,
  type TestBot,
  wantEverything,
} from './test-bot.ts';

const warlord = 'The Warlord of Mars';
const longMs = 150_000;

async function open(context: TestContext): Promise<BotStage> {
  const stage = await openBotStage(context);
  offerOnly(stage, [warlord]);
  return stage;
}

/** Approves the book and waits until its download stops like this; answers the alert. */
async function stopped(bot: TestBot, reason: RegExp) {
  const [proposal = 0] = await wantEverything(bot, [warlord]);
  await approve(bot, proposal);
  await cardSays(bot, proposal, reason);
  const alert = await until(() => bot.room.titled(/^Needs you/)[0], patience);
  expect(buttonsOf(cardOf(bot, proposal))).toEqual(buttonsOf(alert.reply));
  return { proposal, reply: alert.reply };
}

/** Presses a button, with an answer to what it asks. */
function press(bot: TestBot, buttons: readonly Button[], label: string, answer?: string) {
  const button = buttons.find((one) => one.label === label);
  if (!button) throw new Error(`there is no button "${label}"`);
  const asked = button.asks && answer !== undefined ? { [button.asks.field]: answer } : {};
  return bot.type(button.runs, { ...button.input, ...asked });
}

const labels = (buttons: readonly Button[]) => buttons.map(({ label }) => label);
const downloads = ({ environment }: BotStage) => environment['QB_SAVE_PATH'] ?? '';

test.concurrent(
  'a folder that is not there for this program is recognised, mapped in chat, and the book arrives',
  async (context) => {
    const stage = await open(context);
    const folder = downloads(stage);
    const bot = await stage.start({ PATH_MAP: `${folder}=/nowhere/at/all` });

    const { reply } = await stopped(bot, /stopped: qBittorrent says .*, which is not there/);
    const text = textOf(reply);
    const buttons = buttonsOf(reply);
    const mapped = await press(bot, buttons, 'Map path', `/elsewhere=/x;${folder}=${folder}`);
    await press(bot, buttons, 'Try again');
    await shelved(bot, warlord);

    expect(text).toContain(
      `qBittorrent says ${folder}, which is not there for this program as /nowhere/at/all`,
    );
    expect(text).toContain('(PATH_MAP)');
    expect(labels(buttons)).toEqual(['Map path', 'Try again', 'Ignore']);
    expect(textOf(mapped)).toContain(`${folder} → ${folder}`);
    expect(await bot.rows('select 1 from blocklist')).toEqual([]);
    expect(countRequests(stage.world.tracker, 'download')).toBe(1);
  },
  longMs,
);

test.concurrent(
  'a file where the folder should be: another folder is chosen in chat and the book goes there',
  async (context) => {
    const stage = await open(context);
    const library = stage.world.library.folder;
    await writeFile(path.join(library, 'Books by Edgar Rice Burroughs'), 'a file');
    const bot = await stage.start({ PATH_TEMPLATE: 'Books by {author}/{title}' });

    const { reply } = await stopped(bot, /stopped: A file has the name of a folder/);
    const buttons = buttonsOf(reply);
    const refused = press(bot, buttons, 'Choose folder', '../outside');
    await expect(refused).rejects.toMatchObject({ code: 'bad_input' });
    await press(bot, buttons, 'Choose folder', 'Burroughs/The Warlord');
    await shelved(bot, warlord);

    expect(labels(buttons)).toEqual(['Choose folder', 'Try again', 'Ignore']);
    expect(await readdir(path.join(library, 'Burroughs'))).toEqual(['The Warlord']);
    expect(textOf(bot.room.titled(/^On the shelf/)[0]?.reply ?? reply)).toContain(
      'Where: Burroughs/The Warlord',
    );
  },
  longMs,
);

test.concurrent(
  'a library without room stops the import before anything is copied; ignoring it touches no file',
  async (context) => {
    const stage = await open(context);
    const bot = await stage.start({ IMPORT_METHOD: 'copy' });
    const before = [...(await readFolder(stage.world.library.folder)).keys()];
    stage.client.setGuard(async (request, forward) => {
      const answer = await forward();
      if (request.path.endsWith('torrents/add')) await bot.type('settings', tooMuch);
      return answer;
    });

    const { proposal, reply } = await stopped(bot, /stopped: The library has .* left/);
    const torrents = await readFolder(downloads(stage));
    await press(bot, buttonsOf(reply), 'Ignore');
    await cardSays(bot, proposal, /cancelled: given up by .*: ignored/);

    expect(labels(buttonsOf(reply))).toEqual(['Try again', 'Ignore']);
    expect([...(await readFolder(stage.world.library.folder)).keys()]).toEqual(before);
    expect(await readFolder(downloads(stage))).toEqual(torrents);
    expect(stage.world.downloadClient.torrents.size).toBe(1);
  },
  longMs,
);

const tooMuch = { name: 'MIN_FREE_GB', value: '999999' };
