import { describe, expect, test } from 'vitest';
import { say } from '../../../src/command/reply.ts';
import { until } from '../../support/until.ts';
import { connected, openRoom, type Room } from './room.ts';

/** What somebody sees who asks for one gap. */
function ask({ discord }: Pick<Room, 'discord'>): Promise<string> {
  return discord.person('mia').run('gaps', { limit: 1 }).until('1 gaps');
}

async function drop({ discord }: Room): Promise<void> {
  discord.gateway.drop();
  await until(() => discord.gateway.connected() === 0);
}

describe('a lost connection', () => {
  test('is taken up again; a press made meanwhile is served once', async () => {
    const room = await openRoom();
    const { discord } = room;

    await drop(room);
    const screen = discord.person('oscar').run('approve', { proposal: 12 });

    expect(await screen.until('Approved 12')).toContain('Approved by oscar.');
    await until(() => discord.gateway.resumes.length === 1);
    expect(await ask(room)).toContain('The Book 1');
    expect(discord.gateway.identifies).toHaveLength(1);
    expect(room.problems).toEqual([]);
  });

  test('for so long that a press is too late for an answer harms nothing', async () => {
    const room = await openRoom({
      standIn: { deadlineMs: 200 },
      breaks: ['unknown-interaction'],
    });
    await drop(room);
    const screen = room.discord.person('oscar').run('approve', { proposal: 12 });
    await screen.failure();

    await until(() => room.discord.gateway.resumes.length === 1);

    await until(() => room.discord.violations.length > 0);
    expect(await ask(room)).toContain('The Book 1');
  });

  test('that Discord asked for is taken up again', async () => {
    const room = await openRoom();

    room.discord.gateway.reconnect();

    await until(() => room.discord.gateway.resumes.length === 1);
    expect(await ask(room)).toContain('The Book 1');
  });

  test('with a session that may be resumed is resumed', async () => {
    const room = await openRoom();

    room.discord.gateway.invalidate({ isResumable: true });

    await until(() => room.discord.gateway.resumes.length === 1);
    expect(await ask(room)).toContain('The Book 1');
  });

  test('with a void session is begun anew, the line beside the name too', async () => {
    const room = await openRoom();
    const { gateway } = room.discord;
    await until(() => gateway.presences.at(-1)?.text === 'ratio 1.85');
    const before = gateway.presences.length;

    gateway.invalidate({ isResumable: false });

    await until(() => gateway.identifies.length === 2);
    await until(() => gateway.presences.slice(before).some(({ text }) => text === 'ratio 1.85'));
    expect(await ask(room)).toContain('The Book 1');
  });

  test('without any sign of it is noticed by the missing heartbeat', async () => {
    const room = await openRoom({ standIn: { heartbeatMs: 150 } });

    room.discord.gateway.freeze();

    await until(() => room.discord.gateway.resumes.length === 1);
    expect(await ask(room)).toContain('The Book 1');
  });

  test('through an outage of everything comes back by itself', async () => {
    const room = await openRoom();
    await room.discord.goDown();
    await until(() => room.discord.gateway.connected() === 0);

    await room.discord.comeBack();

    await until(() => room.discord.gateway.connected() === 1);
    expect(await ask(room)).toContain('The Book 1');
    await room.bot.post(say('Back', 'All of it.'), 'alert:1');
    expect(room.discord.channel('books').messages).toHaveLength(2);
  });
});

describe('a start', () => {
  test('while Discord is away waits for it and tells so', async () => {
    const room = await openRoom({ isConnected: false, bot: { apiUrl: 'http://127.0.0.1:1/api' } });

    await until(() => room.problems.at(-1));

    expect(room.problems).toEqual([
      {
        text: 'Discord cannot be reached.',
        hint: 'The bot tries again by itself; what it has to post waits in its queue.',
      },
    ]);
  });

  test('survives the first errors of the API', async () => {
    const room = await openRoom({ isConnected: false });
    room.discord.failNext('GET /gateway/bot', { status: 503 }, 6);

    await connected(room.discord);

    expect(await ask(room)).toContain('The Book 1');
    expect(room.problems.at(-1) ?? null).toBeNull();
  });

  test('with a wrong token is final and costs no second try', async () => {
    const room = await openRoom({
      isConnected: false,
      bot: { token: 'old-token' },
      breaks: ['unauthorized'],
    });
    await until(() => room.problems.at(-1));

    await expect(room.bot.post(say('News', ''), 'alert:1')).rejects.toMatchObject({
      kind: 'unauthorized',
    });

    expect(room.problems).toEqual([
      {
        text: 'Discord does not accept the bot token.',
        hint: 'Reset the token in the Developer Portal (Bot), put it into DISCORD_TOKEN and restart.',
      },
    ]);
    expect(room.discord.requests).toHaveLength(1);
  });
});

describe('the end of a connection', () => {
  test('by a token that was changed is final', async () => {
    const room = await openRoom();

    room.discord.changeToken('another');

    await until(() => room.problems.at(-1)?.text === 'Discord does not accept the bot token.');
    const requests = room.discord.requests.length;
    await expect(room.bot.post(say('News', ''), 'alert:1')).rejects.toMatchObject({
      kind: 'unauthorized',
    });
    expect(room.discord.requests).toHaveLength(requests);
  });

  test.each([
    [4014, 'Discord refuses the intents of the bot.'],
    [4012, 'Discord closed the connection for good (code 4012).'],
  ])('with the code %i is final', async (code, text) => {
    const room = await openRoom();

    room.discord.gateway.close(code);

    const problem = await until(() => room.problems.at(-1));
    expect(problem.text).toBe(text);
  });

  test('by our own stop is in good order', async () => {
    const room = await openRoom();

    await room.bot.stop();

    await until(() => room.discord.gateway.connected() === 0);
    expect(room.problems).toEqual([]);
  });
});

describe('the slash commands', () => {
  test('are sent once and not again when nothing differs', async () => {
    const room = await openRoom();
    await until(() => room.discord.commands.guild.length > 0);

    await room.restart();
    await until(() => room.discord.requests.filter(({ method }) => method === 'GET').length >= 4);

    expect(room.discord.commands.writes).toHaveLength(1);
  });

  test('are sent again until Discord takes them', async () => {
    const room = await openRoom({ isConnected: false });
    room.discord.failNext(/^PUT .*\/commands$/, { status: 502 }, 2);

    await connected(room.discord);

    expect(await ask(room)).toContain('The Book 1');
  });

  test('that Discord does not let the bot register are a problem', async () => {
    const room = await openRoom({
      isConnected: false,
      bot: { guildId: '1' },
      breaks: ['missing-access'],
    });

    await until(() => room.problems.at(-1));

    expect(room.problems.at(-1)?.text).toBe('Discord does not let the bot register its commands.');
  });
});

test('the line beside the name follows what is going on', async () => {
  const room = await openRoom();
  const { presences } = room.discord.gateway;
  await until(() => presences.at(-1)?.text === 'ratio 1.85');

  room.setLine('ratio 1.90 · 3 downloading');

  const next = await until(() => presences.find(({ text }) => text?.includes('1.90')));
  expect(next.text).toBe('ratio 1.90 · 3 downloading');
});
