import { beforeEach, describe, expect, test } from 'vitest';
import { openRoom, type Room } from './room.ts';

let room: Room;

beforeEach(async () => {
  room = await openRoom();
});

describe('a slash command', () => {
  test('is answered in the channel, in the name of who asked', async () => {
    const screen = room.discord.person('oscar').run('approve', { proposal: 12 });

    const answer = await screen.answer();

    expect(screen.text()).toBe('Shelfwarden:\n**Approved 12**\n│ Approved by oscar.');
    expect(answer.onlyFor).toBeNull();
  });

  test('about figures of the account is answered to the person alone', async () => {
    const answer = await room.discord.person('oscar').run('ratio').answer();

    expect(answer.onlyFor?.name).toBe('oscar');
    expect(answer.content).toBe('**Ratio 1.85**');
  });

  test('of somebody without the right is refused to them alone', async () => {
    const screen = room.discord.person('sam').run('approve', { proposal: 12 });

    const answer = await screen.answer();

    expect(answer.onlyFor?.name).toBe('sam');
    expect(screen.text()).toContain('needs the role operator; you are viewer.');
  });

  test('takes its options by the names people see', async () => {
    const person = room.discord.person('oscar');

    const screen = person.run('series', { series: 'Oz', monitor: 'none', 'free-only': true });

    expect(await screen.until('Free only')).toContain('**Series Oz**\n│ Free only: true.');
  });

  test('with more to show than a message holds brings a file', async () => {
    const screen = room.discord.person('mia').run('gaps', { limit: 400 });

    expect(await screen.until('<full.txt>')).toMatch(/… \d+ more rows/);
  });

  test('that fails by our fault shows an id and no detail', async () => {
    const screen = room.discord.person('mia').run('broken');

    const answer = await screen.answer();

    expect(screen.text()).toMatch(/went wrong inside this program.*\n.*under the id [0-9a-f]{8}/);
    expect(screen.text()).not.toContain('secret');
    expect(answer.onlyFor?.name).toBe('mia');
    expect(room.takeBugs()).toEqual([expect.objectContaining({ message: 'secret detail' })]);
  });
});

describe('a slow command', () => {
  test('says that it works on it, then answers in the same message', async () => {
    const screen = room.discord.person('mia').run('slow');
    await screen.until('is thinking');

    room.openGate();

    expect(await screen.until('Done at last')).toBe(
      'Shelfwarden:\n**Done at last**\n│ It took a while.',
    );
  });

  test('that fails after a public wait tells only the person', async () => {
    const screen = room.discord.person('mia').run('slow', { fail: true });
    await screen.until('is thinking');

    room.openGate();

    expect(await screen.until('cannot be reached')).toMatch(/^Shelfwarden \(only mia can see this/);
    expect(room.discord.channel('books').messages).toEqual([]);
  });
});

describe('an option being typed', () => {
  test('gets suggestions', async () => {
    const choices = await room.discord.person('oscar').autocomplete('series', 'series', 'ho');

    expect(choices).toEqual([{ name: 'series series ho', value: '7' }]);
  });

  test('gets none from a command the person may not use', async () => {
    const choices = await room.discord.person('sam').autocomplete('series', 'series', 'ho');

    expect(choices).toEqual([]);
  });
});

test('suggestions stay within what Discord takes, and fail quietly', async () => {
  const labels = Array.from({ length: 40 }, (_, index) => `${index} ${'x'.repeat(120)}`);
  const suggestions = [
    { label: 'too long to come back whole', value: 'y'.repeat(101) },
    ...labels.map((label, index) => ({ label, value: index })),
  ];
  const answers = [async () => suggestions, async () => Promise.reject(new Error('no database'))];
  const { discord, takeBugs } = await openRoom({
    bot: { suggest: async () => (await answers.shift()?.()) ?? [] },
  });
  const person = discord.person('oscar');

  const choices = await person.autocomplete('series', 'series', 'ho');
  const none = await person.autocomplete('series', 'series', 'hol');

  expect(choices).toHaveLength(25);
  expect(choices[0]).toEqual({ name: expect.stringMatching(/^0 x+…$/), value: '0' });
  expect(none).toEqual([]);
  expect(takeBugs()).toEqual([expect.objectContaining({ message: 'no database' })]);
});

test('an answer whose acknowledgement got lost is shown once', async () => {
  const route = 'POST /interactions/:interaction/:token/callback';
  const own = await openRoom({ breaks: ['answered-twice'] });
  own.discord.failNext(route, { afterProcessing: true, status: 502 });

  const screen = own.discord.person('oscar').run('approve', { proposal: 12 });

  await screen.until('Approved 12');
  expect(screen.messages()).toHaveLength(1);
});

test('a command is acknowledged before it is known who asks', async () => {
  const asked = Promise.withResolvers<void>();
  const own = await openRoom({
    bot: {
      identify: async (user) => {
        await asked.promise;
        return { ...user, role: 'member' };
      },
      pace: { deferMs: 60_000, presenceMs: 30 },
    },
  });

  const screen = own.discord.person('mia').run('gaps', { limit: 1 });

  expect(await screen.until('is thinking')).not.toContain('gaps');
  asked.resolve();
  expect(await screen.until('1 gaps')).toContain('The Book 1');
});

test('without a server of its own the bot offers its commands everywhere', async () => {
  const { discord } = await openRoom({ bot: { guildId: undefined } });

  const screen = discord.person('mia').run('gaps', { limit: 1 });

  expect(await screen.until('1 gaps')).toContain('The Book 1');
  expect(discord.commands.global[0]?.contexts).toEqual([0, 1]);
  expect(discord.commands.guild).toEqual([]);
});
