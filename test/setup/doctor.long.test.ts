import { mkdir, rename } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { localOwner } from '../../src/app.ts';
import { textOf } from '../e2e/chat-room.ts';
import { openChats } from '../e2e/chats.ts';
import { startGate } from '../e2e/gate.ts';
import { openBotStage, offerOnly } from '../e2e/stage.ts';
import { approve, patience, shelved, type TestBot, wantEverything } from '../e2e/test-bot.ts';
import { until } from '../support/until.ts';

const warlord = 'The Warlord of Mars';
const longMs = 90_000;

/** The looks by name, each as its mark and its words. */
async function examine(bot: Pick<TestBot, 'type'>): Promise<Record<string, string>> {
  const lines = textOf(await bot.type('doctor')).split('\n');
  return Object.fromEntries(
    lines.flatMap((line) => {
      const [, mark, name, text] = /([✓!✗–]) ([a-z ]+): (.*?)(?: \([A-Z].*)?$/u.exec(line) ?? [];
      return name === undefined ? [] : [[name, `${mark} ${text}`]];
    }),
  );
}

test('looks at everything: before the first download, after it, and when things are wrong', {
  timeout: longMs,
}, async (context) => {
  const stage = await openBotStage(context);
  offerOnly(stage, [warlord]);
  // Whatever else runs on this machine, nobody is at that port.
  const bot = await stage.start({ HTTP_PORT: '9' });

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

  expect(Object.keys(before).toSorted()).toEqual([
    'audio',
    'category',
    'chats',
    'database',
    'download client',
    'download folder',
    'full sync',
    'keys',
    'library folder',
    'library server',
    'links',
    'scheduler',
    'settings',
    'tracker',
    'web server',
  ]);
  expect(before).toMatchObject({
    database: expect.stringMatching(/^✓ PostgreSQL \d+.*, at DATABASE_URL, \d+ MiB/) as string,
    tracker: expect.stringMatching(/^✓ signed in, class /) as string,
    'download client': expect.stringMatching(/^✓ qBittorrent 5\./) as string,
    'download folder': '– qBittorrent has no category "audiobooks" yet',
    'library server': expect.stringMatching(/^✓ the library "/) as string,
    links: '– there is no download yet that a link could be tried with',
    keys: '– API_KEY is not set: the dashboard, the REST API and MCP answer 401',
    category: '– qBittorrent has no category "audiobooks" yet',
    scheduler: '! SCHEDULER_ENABLED is off: nothing runs by itself',
    'full sync': '– there was no full round through everything yet',
    'web server': expect.stringMatching(/^– nobody answers at http:/) as string,
  });
  expect(after).toMatchObject({
    category: expect.stringMatching(/^✓ "audiobooks" is there and saves to \//) as string,
    'download folder': expect.stringMatching(/^✓ "audiobooks" saves to .*can be read/) as string,
    links: '✓ downloads can be linked into the library',
  });
  expect(wrong).toMatchObject({
    tracker: '– MAM_ID is not set: nothing is searched or grabbed',
    'download client': expect.stringMatching(/^✗ /) as string,
    'library server': expect.stringMatching(/^✗ /) as string,
    'library folder': expect.stringMatching(/^✗ .*not there or not writable/) as string,
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

  expect(told).toMatch(/✗ download folder: .*\(\/nowhere\/here\/.*here\), which cannot be read/);
  expect(told).toMatch(/settings PATH_MAP ".*=<path here>"/);
});

test('a bot at work in both chats is well: it keeps the clock, answers at its address, and may do all it has to', {
  timeout: longMs,
}, async (context) => {
  const [API_KEY, LOG_LEVEL] = ['key-of-the-doctor-0123456789abcdef', 'error'];
  const changes = { API_KEY, LOG_LEVEL, SCHEDULER_ENABLED: 'true', STATUS_BOARD: 'on' };
  const chats = await openChats(context, changes);
  const { discord, slack, bot } = chats;
  const type = async (command: string) =>
    (await bot().execute({ command, input: {}, actor: localOwner() })).reply;

  await until(async () => (await examine({ type }))['scheduler']?.startsWith('✓'), patience);
  const well = await examine({ type });
  discord.forbid(discord.channel('books'), 'PIN_MESSAGES', 'CREATE_PUBLIC_THREADS');
  slack.channel('books').members.delete(slack.app.botUser);
  const wrong = textOf(await type('doctor'));

  expect(well).toMatchObject({
    discord: '✓ the token works, and the bot may do what it has to in its channel',
    slack: '✓ the token works, and the bot may do what it has to in its channel',
    keys: '✓ API_KEY is set',
  });
  expect(wrong).toMatch(/✗ discord: .*lacks .*: Create Public Threads, Pin Messages/);
  expect(wrong).toMatch(/✗ slack: .*not_in_channel/);
  expect(wrong).toContain('/invite @shelf');
});

test('a full round that came to its end, a paused job and another program at the address are told', {
  timeout: longMs,
}, async (context) => {
  const stage = await openBotStage(context);
  const other = await startGate(stage.world.library.url);
  stage.onEnd(other.stop);
  const port = new URL(other.url).port;
  const bot = await stage.start({ SCHEDULER_ENABLED: 'true', HTTP_PORT: port });
  const ended = (status: string) =>
    bot.rows(
      `insert into tasks (task_name, status, cause, scheduled_time, actual_start, actual_end, error_message)
       values ('full-sync', '${status}', 'person', now(), now(), now(), 'the tracker was away')`,
    );

  await ended('completed');
  const before = await examine(bot);
  await ended('failed');
  await bot.type('pause', { job: 'top10' });
  const after = await examine(bot);

  expect(before['full sync']).toMatch(/^✓ /);
  expect(before['web server']).toMatch(/^✗ http:.*/);
  expect(after['full sync']).toMatch(/^✗ .*the tracker was away/);
  expect(after['scheduler']).toMatch(/^! top10 is paused/);
});
