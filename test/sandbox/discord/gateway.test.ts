import { once } from 'node:events';
import { createInflate } from 'node:zlib';
import { Client, GatewayIntentBits } from 'discord.js';
import { afterEach, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import type { Gateway } from '../../../src/sandbox/discord/gateway/gateway.ts';
import { type DiscordOptions, startDiscord } from '../../../src/sandbox/discord/index.ts';
import { createClient, patient, type Stage, startStage } from './real-client.ts';
import { request, rulesBroken } from './rest.ts';

const endings: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const end of endings.splice(0).reverse()) await end();
});

const commands = [{ name: 'vip', description: 'How long VIP lasts' }];

async function play(options: DiscordOptions = {}): Promise<Stage> {
  const stage = await startStage({
    ...options,
    commands,
    handle: async (interaction) => {
      if (interaction.isChatInputCommand()) await interaction.reply('34 days');
    },
  });
  endings.push(stage.end);
  return stage;
}

function resumable(gateway: Gateway) {
  gateway.invalidate({ isResumable: true });
}

test('what happens while the line is cut is replayed after a resume', async () => {
  const { discord, client } = await play();
  discord.gateway.drop();

  const screen = discord.person('mia').run('vip');
  await expect.poll(() => discord.gateway.resumes.length, patient).toBe(1);
  const answer = await screen.answer();

  expect(answer.content).toBe('34 days');
  expect(discord.gateway.identifies).toHaveLength(1);
  expect(client.isReady()).toBe(true);
});

test.each<[string, (gateway: Gateway) => void]>([
  ['asked to reconnect', (gateway) => gateway.reconnect()],
  ['told that its session is void but can be resumed', resumable],
  ['whose line is closed for an unknown reason', (gateway) => gateway.close(4000)],
])('a bot %s resumes its session', async (_name, disturb) => {
  const { discord } = await play();

  disturb(discord.gateway);

  await expect.poll(() => discord.gateway.resumes.length, patient).toBe(1);
  expect((await discord.person('mia').run('vip').answer()).content).toBe('34 days');
});

test('a void session is begun anew, and what came between is lost', async () => {
  const { discord, client } = await play({ deadlineMs: 300 });
  // A client that is ended before it is ready waits for ever.
  const begunAnew = once(client, 'shardReady');
  discord.gateway.invalidate({ isResumable: false });

  const lost = await discord.person('mia').run('vip').failure();
  await begunAnew;

  expect(lost).toBe('The application did not respond');
  expect(discord.gateway.identifies).toHaveLength(2);
  // Nobody was there to be told, so nobody answered late.
  expect(discord.violations).toEqual([]);
});

test('a line that acknowledges nothing is given up and resumed', async () => {
  const { discord } = await play({ heartbeatMs: 200 });

  discord.gateway.freeze();

  await expect.poll(() => discord.gateway.resumes.length, patient).toBeGreaterThan(0);
});

test('a wrong token ends the connection with 4004', async () => {
  const { discord, client } = await play();
  const closed = once(client, 'shardDisconnect');

  discord.changeToken('another-token');

  const [{ code }] = await closed;
  expect(code).toBe(4004);
});

test('privileged intents that are not switched on are refused with 4014', async () => {
  const discord = await startDiscord();
  endings.push(discord.stop);
  const client = new Client({
    intents: [GatewayIntentBits.Guilds, GatewayIntentBits.MessageContent],
    rest: { api: `${discord.url}/api` },
  });
  endings.push(() => client.destroy());
  client.on('error', () => {});

  await expect(client.login(discord.environment['DISCORD_TOKEN'])).rejects.toThrow('disallowed');

  expect(rulesBroken(discord)).toEqual(['privileged-intents']);
});

test('an outage cuts everything, and the bot comes back by itself afterwards', async () => {
  const { discord } = await play();

  await discord.goDown();
  await expect(fetch(discord.url)).rejects.toThrow('fetch failed');
  await discord.comeBack();
  await expect.poll(() => discord.gateway.connected(), patient).toBe(1);

  const answer = await request(discord, 'GET', '/users/@me');
  expect(answer.body['username']).toBe('Shelfwarden');
});

test('a gateway that refuses connections is tried again', async () => {
  const { discord } = await play();
  discord.gateway.refuse(true);
  discord.gateway.drop();
  await expect.poll(() => discord.gateway.connected(), patient).toBe(0);

  discord.gateway.refuse(false);

  await expect.poll(() => discord.gateway.connected(), patient).toBe(1);
});

test('the status a bot gives itself is recorded', async () => {
  const { discord, client } = await play();

  client.user.setPresence({ status: 'idle', activities: [{ name: 'ratio 1.85', type: 4 }] });

  await expect
    .poll(() => discord.gateway.presences.at(-1), patient)
    .toMatchObject({ status: 'idle', text: 'ratio 1.85' });
});

test('a client that leaves in good order takes its session with it', async () => {
  const discord = await startDiscord();
  endings.push(discord.stop);
  const client = createClient(discord);
  await client.login(discord.environment['DISCORD_TOKEN']);

  await client.destroy();

  await expect.poll(() => discord.gateway.connected(), patient).toBe(0);
});

test('frames come in one zlib stream when asked for', async () => {
  const discord = await startDiscord();
  endings.push(discord.stop);
  const url = `${discord.url.replace('http', 'ws')}/?v=10&encoding=json&compress=zlib-stream`;
  const socket = new WebSocket(url);
  const inflate = createInflate();
  const frames: { op: number; t: string | null }[] = [];
  inflate.on('data', (text: Buffer) => frames.push(JSON.parse(text.toString('utf8'))));
  socket.on('message', (data: Buffer) => inflate.write(data));
  await once(socket, 'open');

  const token = discord.environment['DISCORD_TOKEN'];
  socket.send(JSON.stringify({ op: 2, d: { token, intents: 1 } }));

  await expect
    .poll(() => frames.map(({ op, t }) => `${op} ${t}`), patient)
    .toEqual(['10 null', '0 READY', '0 GUILD_CREATE']);
  socket.close();
});

test.each([
  ['a frame of more than 4,096 bytes', [{ op: 1, d: 'x'.repeat(4096) }], 4002],
  ['more than 120 frames a minute', Array.from({ length: 121 }, () => ({ op: 1, d: null })), 4008],
  ['a status before identifying', [{ op: 3, d: {} }], 4003],
])('%s closes the line', async (_name, frames, code) => {
  const discord = await startDiscord();
  endings.push(discord.stop);
  const socket = new WebSocket(discord.url.replace('http', 'ws'));
  await once(socket, 'open');

  for (const frame of frames) socket.send(JSON.stringify(frame));

  const [closedWith] = await once(socket, 'close');
  expect(closedWith).toBe(code);
  expect(discord.violations).toHaveLength(1);
});
