import { mkdir, rename } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { textOf } from '../e2e/chat-room.ts';
import { openBotStage, offerOnly } from '../e2e/stage.ts';
import { approve, shelved, type TestBot, wantEverything } from '../e2e/test-bot.ts';

const warlord = 'The Warlord of Mars';
const longMs = 90_000;

/** The looks by name, each as its mark and its words. */
async function examine(bot: Pick<TestBot, 'type'>): Promise<Record<string, string>> {
  const lines = textOf(await bot.type('doctor')).split('\n');
  return Object.fromEntries(
    lines.flatMap((line) => {
      const [, mark, name, text] =
        /([✅🟡🔴⚪]) ([a-z ]+): (.*?)(?: \([A-Z].*)?$/u.exec(line) ?? [];
      return name === undefined ? [] : [[name, `${mark} ${text}`]];
    }),
  );
}

test('looks at ten things: before the first download, after it, and when things are wrong', {
  timeout: longMs,
}, async (context) => {
  const stage = await openBotStage(context);
  offerOnly(stage, [warlord]);
  const bot = await stage.start();

  const before = await examine(bot);
  const [proposal = 0] = await wantEverything(bot, [warlord]);
  await approve(bot, proposal);
  await shelved(bot, warlord);
  const after = await examine(bot);
  await bot.stop();
  await stage.client.shut();
  await stage.library.shut();
  const { LIBRARY_PATH = '' } = stage.environment;
  await rename(LIBRARY_PATH, `${LIBRARY_PATH}-away`);
  await mkdir(path.dirname(LIBRARY_PATH), { recursive: true });
  const wrong = await examine(await stage.start({ MAM_ID: '' }));

  expect(Object.keys(before)).toEqual([
    'database',
    'settings',
    'tracker',
    'download client',
    'download folder',
    'library server',
    'library folder',
    'links',
    'chats',
    'audio',
  ]);
  expect(before).toMatchObject({
    database: expect.stringMatching(/^✅ PostgreSQL \d+.*, at DATABASE_URL, \d+ MiB/) as string,
    tracker: expect.stringMatching(/^✅ signed in, class /) as string,
    'download client': expect.stringMatching(/^✅ qBittorrent 5\./) as string,
    'download folder': '⚪ qBittorrent has no category "audiobooks" yet',
    'library server': expect.stringMatching(/^✅ the library "/) as string,
    links: '⚪ there is no download yet that a link could be tried with',
  });
  expect(after).toMatchObject({
    'download folder': expect.stringMatching(/^✅ "audiobooks" saves to .*can be read/) as string,
    links: '✅ downloads can be linked into the library',
  });
  expect(wrong).toMatchObject({
    tracker: '⚪ MAM_ID is not set: nothing is searched or grabbed',
    'download client': expect.stringMatching(/^🔴 /) as string,
    'library server': expect.stringMatching(/^🔴 /) as string,
    'library folder': expect.stringMatching(/^🔴 .*not there or not writable/) as string,
  });
});

test('a download folder that this program cannot see says how to map it', {
  timeout: longMs,
}, async (context) => {
  const stage = await openBotStage(context);
  offerOnly(stage, [warlord]);
  const bot = await stage.start();
  const [proposal = 0] = await wantEverything(bot, [warlord]);
  await approve(bot, proposal);
  await shelved(bot, warlord);

  await bot.type('settings', {
    name: 'PATH_MAP',
    value: `${path.dirname(stage.environment['QB_SAVE_PATH'] ?? '')}=/nowhere/here`,
  });
  const told = textOf(await bot.type('doctor'));

  expect(told).toMatch(/🔴 download folder: .*\(\/nowhere\/here\/.*here\), which cannot be read/);
  expect(told).toMatch(/settings PATH_MAP ".*=<path here>"/);
});
