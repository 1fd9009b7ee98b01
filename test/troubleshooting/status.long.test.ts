import { chmod, mkdir, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { buttonsOf, createChatRoom, textOf } from '../e2e/chat-room.ts';
import { type BotStage, offerOnly, openBotStage } from '../e2e/stage.ts';
import {
  approve,
  cardSays,
  patience,
  shelved,
  type TestBot,
  wantEverything,
} from '../e2e/test-bot.ts';
import { until } from '../support/until.ts';

// The symptoms of docs/troubleshooting.md that status, doctor and cards tell, each brought about and put right
// as the page says.
const warlord = 'The Warlord of Mars';
const options = { timeout: 120_000 };
const poll = { timeout: patience.timeoutMs };

const says = async (bot: TestBot, command = 'status') => textOf(await bot.type(command));

/** Waits until status, or another command, says this. */
async function saysIn(bot: TestBot, text: string, command = 'status'): Promise<void> {
  await until(async () => (await says(bot, command)).includes(text), patience);
}

/** Asks for a run when none is at work, and waits for its end. */
async function run(bot: TestBot, job: string): Promise<void> {
  const isIdle = async () => {
    const atWork = await bot.rows(
      `select 1 from tasks where task_name = '${job}'
          and (status = 'running' or (status = 'requested' and scheduled_time <= now()))`,
    );
    return atWork.length === 0;
  };
  await until(isIdle, patience);
  await bot.type('run', { job });
  await until(isIdle, patience);
}

async function open(...given: Parameters<typeof openBotStage>): Promise<BotStage> {
  const stage = await openBotStage(...given);
  offerOnly(stage, [warlord]);
  return stage;
}

test('the session was refused:', options, async (context) => {
  const stage = await open(context);
  const bot = await stage.start();
  await run(bot, 'account');
  stage.world.tracker.session.revoke();
  await until(async () => {
    await run(bot, 'account');
    return (await says(bot)).includes('the session was refused:');
  }, patience);
  await bot.stop();

  const [, made = ''] = /mam_id=([^;]+)/.exec(stage.world.tracker.session.rotate()) ?? [];
  const again = await stage.start({ MAM_ID: made });
  await run(again, 'account');

  await expect.poll(() => says(again), poll).not.toContain('the session was refused:');
});

test('the tracker asked us to wait until', options, async (context) => {
  const stage = await open(context);
  const bot = await stage.start();
  await run(bot, 'account');
  const busy = { status: 429, headers: { 'retry-after': '4' } };
  stage.world.tracker.failNext('account', busy);

  await bot.type('run', { job: 'account' });

  await saysIn(bot, 'the tracker asked us to wait until');
  await expect.poll(() => says(bot), poll).not.toContain('the tracker asked us to wait until');
});

test('paid grabs wait', options, async (context) => {
  const stage = await open(context);
  await stage.tracker.shut();
  const bot = await stage.start();
  await saysIn(bot, 'paid grabs wait');

  await stage.tracker.reopen();
  await run(bot, 'account');

  await expect.poll(() => says(bot), poll).not.toContain('paid grabs wait');
});

test('nothing is imported', options, async (context) => {
  const stage = await open(context);
  const without = await stage.start({ LIBRARY_PATH: '' });
  expect(await says(without, 'doctor')).toContain('LIBRARY_PATH is not set: nothing is imported');
  await without.stop();

  const bot = await stage.start();

  expect(await says(bot, 'doctor')).not.toContain('nothing is imported');
});

test('is not there or not writable for this program', options, async (context) => {
  const stage = await open(context);
  const { LIBRARY_PATH: folder = '' } = stage.environment;
  await rename(folder, `${folder}-away`);
  const bot = await stage.start();
  await saysIn(bot, `${folder} is not there or not writable for this program`);

  await rename(`${folder}-away`, folder);

  await expect
    .poll(() => says(bot), poll)
    .not.toContain('is not there or not writable for this program');
});

test('stopped:', options, async (context) => {
  const stage = await open(context);
  const { QB_SAVE_PATH: folder = '' } = stage.environment;
  const bot = await stage.start({ PATH_MAP: `${folder}=/nowhere/at/all` });
  const [proposal = 0] = await wantEverything(bot, [warlord]);
  await approve(bot, proposal);
  await cardSays(bot, proposal, /stopped: /);
  await saysIn(bot, `${warlord} stopped: `);
  await saysIn(bot, `${warlord} | stopped`, 'queue');

  await bot.type('settings', { name: 'PATH_MAP', value: `${folder}=${folder}` });
  await bot.type('retry', { download: 1 });

  await shelved(bot, warlord);
  await expect.poll(() => says(bot), poll).not.toContain('stopped: ');
});

test('GB must stay free', options, async (context) => {
  const stage = await open(context);
  const bot = await stage.start({ MIN_FREE_GB: '1000000' });
  await saysIn(bot, '1000000 GB must stay free');

  await bot.type('settings', { name: 'MIN_FREE_GB', value: '0' });

  await expect.poll(() => says(bot), poll).not.toContain('GB must stay free');
});

test('whether a download plays is not checked', options, async (context) => {
  const stage = await open(context);
  const programs = path.join(stage.folder, 'programs');
  await mkdir(programs);
  const bot = await stage.start({ PATH: programs });
  await saysIn(bot, 'whether a download plays is not checked', 'doctor');
  await saysIn(bot, 'whether a download plays is not checked');

  for (const name of ['ffmpeg', 'ffprobe']) {
    await writeFile(path.join(programs, name), '#!/bin/sh\nexit 0\n');
    await chmod(path.join(programs, name), 0o755);
  }

  await expect.poll(() => says(bot), poll).not.toContain('whether a download plays is not checked');
  await expect
    .poll(() => says(bot, 'doctor'), poll)
    .not.toContain('whether a download plays is not checked');
});

test('fails since', options, async (context) => {
  const stage = await open(context);
  await stage.library.shut();
  const bot = await stage.start();
  await saysIn(bot, 'library-scan fails since');
  const history = textOf(await bot.type('history', { job: 'library-scan' }));

  await stage.library.reopen();
  await run(bot, 'library-scan');

  expect(history).toMatch(/audiobookshelf at .* cannot be reached/);
  await expect.poll(() => says(bot), poll).not.toContain('fails since');
});

test('messages given up', options, async (context) => {
  const stage = await open(context);
  const room = createChatRoom();
  const { post } = room;
  let isFull = false;
  const bot = await stage.start(
    {},
    {
      ...room,
      post: async (reply, key) => {
        if (isFull && /test/i.test(reply.title)) throw new Error('the chat is full');
        return await post(reply, key);
      },
    },
  );
  isFull = true;
  await bot.type('testalert');
  const told = await until(() => room.titled(/^Gave up: an alert/)[0], patience);
  await saysIn(bot, '1 messages given up');
  isFull = false;

  const button = buttonsOf(told.reply).find(({ label }) => label === 'Try again');
  await bot.type(button?.runs ?? '', button?.input);

  expect(textOf(told.reply)).toContain('the chat is full');
  await until(() => room.titled(/test/i)[0], patience);
  await expect.poll(() => says(bot), poll).not.toContain('messages given up');
});
