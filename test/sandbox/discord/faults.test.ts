import { afterEach, expect, test } from 'vitest';
import { tooManyRequests } from '../../../src/sandbox/discord/http/faults.ts';
import { patient, type Stage, startStage } from './real-client.ts';
import { post } from './rest.ts';

const posting = 'POST /channels/:channel/messages';
let stage: Stage;
afterEach(() => stage.end());

async function open() {
  stage = await startStage({ commands: [{ name: 'vip', description: 'How long VIP lasts' }] });
  const channel = await stage.client.channels.fetch(stage.discord.channel('books').id);
  if (!channel?.isSendable()) throw new Error('no channel');
  return { discord: stage.discord, channel };
}

test('an answer lost after its effect is repeated, and the nonce keeps the message single', async () => {
  const { discord, channel } = await open();
  discord.failNext(posting, { afterProcessing: true, status: 502 }, 2);

  await channel.send('once');

  expect(discord.channel('books').messages).toHaveLength(1);
  expect(discord.requests.filter(({ method }) => method === 'POST')).toHaveLength(3);
});

test('a connection cut before the effect leaves nothing behind', async () => {
  const { discord, channel } = await open();
  discord.failNext(posting, 'reset', 10);

  await expect(channel.send('never')).rejects.toThrow('other side closed');

  expect(discord.channel('books').messages).toEqual([]);
});

test('a lost answer may also come as a cut connection', async () => {
  const { discord } = await open();
  discord.failNext(posting, { afterProcessing: true });

  await expect(post(discord, { content: 'heard' })).rejects.toThrow('fetch failed');

  expect(discord.channel('books').messages).toHaveLength(1);
  expect(discord.requests.at(-1)).toMatchObject({ status: 0 });
});

test.each([
  ['of one route', false],
  ['of the whole bot', true],
])('a client waits out a rate limit %s', async (_name, isGlobal) => {
  const { discord, channel } = await open();
  discord.failNext(posting, tooManyRequests({ retryAfterSeconds: 0.1, isGlobal }));

  await channel.send('patient');

  expect(discord.channel('books').messages).toHaveLength(1);
  const sent = discord.requests.filter(({ route }) => route === '/channels/:channel/messages');
  expect(sent.map(({ status }) => status)).toEqual([429, 200]);
});

test('a held answer reaches its person only when it is let go', async () => {
  const { discord } = await open();
  stage.client.on('interactionCreate', (interaction) => {
    if (!interaction.isChatInputCommand()) return;
    interaction.reply('34 days').catch((error) => stage.errors.push(error));
  });
  const hold = discord.hold(/POST .*\/callback$/);

  const screen = discord.person('mia').run('vip');
  await expect.poll(() => hold.waiting, patient).toBe(1);
  const before = screen.text();
  hold.release();

  expect(before).toBe('');
  expect((await screen.answer()).content).toBe('34 days');
});

test('any answer can be given in place of the real one', async () => {
  const { discord, channel } = await open();
  const body = { message: 'Maximum number of edits reached', code: 30046 };
  const message = await channel.send('old');
  discord.failNext(/^PATCH /, { status: 400, body });

  await expect(message.edit('new')).rejects.toMatchObject({ code: 30046 });

  expect(discord.channel('books').messages).toMatchObject([{ content: 'old' }]);
});

test('a fault for a route that does not exist is a mistake of the test', async () => {
  const { discord } = await open();

  expect(() => discord.failNext('POST /nowhere', 'reset')).toThrow('No such route');
});

test('the requests of the bot are listed with their route', async () => {
  const { discord, channel } = await open();

  await channel.send('x');

  expect(discord.requests.at(-1)).toMatchObject({
    method: 'POST',
    route: '/channels/:channel/messages',
    status: 200,
    at: expect.any(Date),
    body: { content: 'x' },
  });
});
