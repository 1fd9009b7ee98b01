import { execFile } from 'node:child_process';
import { mkdir, readdir } from 'node:fs/promises';
import path from 'node:path';
import { parseEnv, promisify } from 'node:util';
import { expect, type TestContext, test } from 'vitest';
import { localOwner } from '../../src/app.ts';
import { defaultExtraCommands, slackManifest } from '../../src/chat/slack/manifest.ts';
import { discoverCommands } from '../../src/command/discover.ts';
import { openDiscord } from '../../src/open-discord.ts';
import { openSlack } from '../../src/open-slack.ts';
import { startDiscord } from '../../src/sandbox/discord/index.ts';
import { startSlack } from '../../src/sandbox/slack/index.ts';
import { startBot } from '../../src/start.ts';
import { textOf } from '../e2e/chat-room.ts';
import { openStage } from '../e2e/stage.ts';
import { createDatabaseUrl, quick } from '../e2e/test-bot.ts';
import { keys, openTerminal } from './terminal.ts';

const root = path.resolve(import.meta.dirname, '../..');
const longMs = 180_000;
const { down, space } = keys;

/** A person before the wizard, in a world with both chats. */
async function openWizard(context: TestContext, changes: Record<string, string> = {}) {
  const stage = await openStage(context);
  const discord = await startDiscord();
  stage.onEnd(discord.stop);
  const manifest = slackManifest({
    slashCommand: '/shelf',
    extraCommands: defaultExtraCommands,
    commands: await discoverCommands(),
    requestUrl: null,
    hasGroupRoles: false,
  });
  const slack = await startSlack({ manifest });
  stage.onEnd(slack.stop);
  const database = await createDatabaseUrl();
  stage.onEnd(database.drop);
  const folder = path.join(stage.folder, 'here');
  await mkdir(folder);
  // Only where the services are: what a person would have to type is not among it.
  const addresses = {
    DATA_DIR: stage.environment['DATA_DIR'] ?? '',
    DATABASE_URL: database.url,
    MAM_URL: stage.environment['MAM_URL'] ?? '',
    MAM_TRACKER_URL: stage.environment['MAM_TRACKER_URL'] ?? '',
    DISCORD_API_URL: discord.environment['DISCORD_API_URL'] ?? '',
    SLACK_API_URL: `${slack.url}/api/`,
    ...changes,
  };
  const terminal = openTerminal('src/setup-cli.ts', folder, addresses);
  stage.onEnd(terminal.stop);
  return { stage, discord, slack, terminal, addresses, folder };
}

type Wizard = Awaited<ReturnType<typeof openWizard>>;

async function answerLibrary({ stage, terminal }: Wizard): Promise<void> {
  const { ABS_URL = '', ABS_TOKEN = '', LIBRARY_PATH = '' } = stage.environment;
  await terminal.answer('Address of Audiobookshelf', `${clear}${ABS_URL}`);
  await terminal.answer('API key', ABS_TOKEN);
  await terminal.answer('Folder of that library', `${clear}${LIBRARY_PATH}`);
  await terminal.see('can be written');
}

async function answerClient(
  { stage, terminal }: Wizard,
  savePath = stage.environment['QB_SAVE_PATH'] ?? '',
): Promise<void> {
  const { QB_URL = '', QB_USERNAME = '', QB_PASSWORD = '' } = stage.environment;
  await terminal.answer('Address of the Web UI', `${clear}${QB_URL}`);
  await terminal.answer('How to log in?', '');
  await terminal.answer('Name of the user', `${clear}${QB_USERNAME}`);
  await terminal.answer('Its password', QB_PASSWORD);
  await terminal.answer('Category of the torrents', '');
  await terminal.answer('Folder it should save to', savePath);
}

/** Control-U empties what a field begins with. */
const clear = '\u0015';

test('the lines that the wizard prints start a bot that is well in both chats, with the newest cookie of the tracker', {
  timeout: longMs,
}, async (context) => {
  const wizard = await openWizard(context);
  const { stage, discord, slack, terminal, addresses, folder } = wizard;
  const { MAM_ID = '', QB_SAVE_PATH = '' } = stage.environment;
  await mkdir(QB_SAVE_PATH, { recursive: true });

  await terminal.answer('Where should the bot live?', `${space}${down}${space}`);
  await terminal.answer('Bot token', 'wrong-token');
  await terminal.see('Discord does not accept the bot token');
  await terminal.answer('What now?', '');
  await terminal.answer('Bot token', discord.environment['DISCORD_TOKEN'] ?? '');
  await terminal.see(`client_id=${discord.applicationId}`);
  await terminal.answer('Id of the channel', discord.channel('books').id);
  await terminal.see('The bot may do there all it has to');
  await terminal.answer('Your own user id in Discord', discord.person('olga').id);
  await terminal.see('https://api.slack.com/apps?new_app=1&manifest_json=');
  await terminal.answer('Bot token (xoxb-)', slack.tokens.bot);
  await terminal.answer('App token (xapp-)', slack.tokens.app);
  await terminal.answer('Id of the channel', slack.channel('books').id);
  await terminal.see('The bot may do there all it has to');
  await terminal.answer('Your own user id in Slack', slack.people.amy.id);
  await answerLibrary(wizard);
  await answerClient(wizard);
  await terminal.see('Automatic Freeleech Wedge');
  await terminal.answer('Value of the session', MAM_ID);
  await terminal.see('the one you typed is spent');
  await terminal.see('signed in, class');
  await terminal.answer('Time zone', `${clear}Europe/Berlin`);
  await terminal.answer('Make a key for the dashboard', '');

  expect(await terminal.ended).toBe(0);
  expect(await readdir(folder)).toEqual([]);
  const [before = '', after = ''] = terminal.shown().split('These lines belong into .env');
  const printed = parseEnv(after);
  expect(printed).toMatchObject({
    DISCORD_GUILD_ID: discord.guild.id,
    DISCORD_ROLES: `owner=${discord.person('olga').id}`,
    SLACK_ROLES: `owner=${slack.people.amy.id}`,
    QB_SAVE_PATH,
    TZ: 'Europe/Berlin',
  });
  expect(printed['MAM_ID']).not.toBe(MAM_ID);
  for (const secret of [MAM_ID, slack.tokens.bot, stage.environment['ABS_TOKEN'] ?? '?'])
    expect(before).not.toContain(secret);

  const bot = await startBot({
    mode: 'bot',
    // Whatever else runs on this machine, nobody is at that port.
    environment: { ...addresses, ...quick, HTTP_PORT: '9', ...(printed as Record<string, string>) },
    platforms: [openDiscord(), openSlack()],
  });
  stage.onEnd(bot.stop);
  const asked = { command: 'doctor', input: {}, actor: localOwner() };
  const told = textOf((await bot.execute(asked)).reply);
  for (const name of ['tracker', 'download client', 'library server', 'library folder', 'keys'])
    expect(told).toMatch(new RegExp(`✓ ${name}: `));
  expect(told).toMatch(/✓ discord: /);
  expect(told).toMatch(/✓ slack: /);
  expect(told).toMatch(/✓ chats: /);
  expect(told).not.toContain('✗');
});

test('Ctrl+C leaves without a trace, but never loses the only cookie that works', {
  timeout: longMs,
}, async (context) => {
  const wizard = await openWizard(context);
  const { stage, terminal, folder } = wizard;
  const { MAM_ID = '' } = stage.environment;
  await terminal.answer('Where should the bot live?', '');
  await answerLibrary(wizard);
  await answerClient(wizard);
  await terminal.answer('Value of the session', MAM_ID);
  await terminal.see('Time zone');
  terminal.type(keys.leave);

  expect(await terminal.ended).toBe(130);
  const shown = terminal.shown();
  expect(shown).toContain('only this one works now:');
  const [, cookie] = /^MAM_ID=(.+)$/m.exec(shown) ?? [];
  expect(stage.world.tracker.session.accepts(`mam_id=${cookie}`)).toBe(true);
  expect(cookie).not.toBe(MAM_ID);
  expect(shown).not.toContain(stage.environment['ABS_TOKEN']);
  expect(shown).toContain('Nothing was written');
  expect(await readdir(folder)).toEqual([]);
});

test('a session that a bot works with is not tested, and a folder that is called otherwise here is mapped', {
  timeout: longMs,
}, async (context) => {
  // A test of the session would say that nobody is there.
  const wizard = await openWizard(context, { MAM_URL: 'http://127.0.0.1:9' });
  const { stage, terminal, addresses } = wizard;
  const bot = await startBot({
    mode: 'bot',
    environment: { ...stage.environment, ...quick, DATABASE_URL: addresses.DATABASE_URL },
    platforms: [],
  });
  stage.onEnd(bot.stop);
  await bot.execute({ command: 'doctor', input: {}, actor: localOwner() });

  await terminal.answer('Where should the bot live?', '');
  await answerLibrary(wizard);
  await answerClient(wizard, '/theirs/audiobooks');
  await terminal.answer('What is that folder called here?', `${clear}/nowhere/at/all`);
  await terminal.see('/nowhere/at/all is not there for this program');
  await terminal.answer('What now?', '');
  await terminal.answer('What is that folder called here?', `${clear}${stage.folder}`);
  await terminal.see('can be read here');
  await terminal.answer('Value of the session', stage.environment['MAM_ID'] ?? '');
  await terminal.see('A bot works with this session already');
  await terminal.answer('Time zone', '');
  await terminal.answer('Make a key for the dashboard', '');

  expect(await terminal.ended).toBe(0);
  const [, after = ''] = terminal.shown().split('These lines belong into .env');
  expect(parseEnv(after)).toMatchObject({
    MAM_ID: stage.environment['MAM_ID'],
    PATH_MAP: `/theirs/audiobooks=${stage.folder}`,
    API_KEY: expect.stringMatching(/^[0-9a-f]{48}$/) as string,
  });
  expect(terminal.shown()).not.toContain('cannot be reached');
});

test('without a terminal it says what to do instead', async () => {
  const run = promisify(execFile)(process.execPath, ['src/setup-cli.ts'], { cwd: root });

  await expect(run).rejects.toMatchObject({
    code: 2,
    stderr: expect.stringMatching(/needs a terminal[^]*\.env\.example[^]*npm run doctor/) as string,
  });
});
