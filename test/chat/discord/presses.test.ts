import { beforeEach, describe, expect, test } from 'vitest';
import type { Message } from '../../../src/sandbox/discord/message.ts';
import { openCard } from './commands.ts';
import { openRoom, type Room } from './room.ts';

let room: Room;
let card: Message;

beforeEach(async () => {
  room = await openRoom();
  await room.bot.post(openCard, 'card:12');
  card = room.discord.channel('books').messages[0] as Message;
});

describe('a press', () => {
  test('is the same call as the typed command, answered to the presser alone', async () => {
    const screen = room.discord.person('oscar').press(card, 'Approve');

    const answer = await screen.answer();

    expect(screen.text()).toContain('**Approved 12**\n│ Approved by oscar.');
    expect(answer.onlyFor?.name).toBe('oscar');
    expect(card.editedAt).toBeNull();
  });

  test('of somebody without the right is refused to them alone', async () => {
    const screen = room.discord.person('sam').press(card, 'Approve');

    expect(await screen.until('needs the role operator')).toContain('only sam can see this');
  });

  test('that comes second hears who was first', async () => {
    await room.discord.person('oscar').press(card, 'Approve').answer();

    const screen = room.discord.person('olga').press(card, 'Approve');

    expect(await screen.until('Already approved by oscar')).toContain('only olga');
  });

  test('counts after a restart of the program too', async () => {
    await room.restart();

    const screen = room.discord.person('oscar').press(card, 'Approve');

    expect(await screen.until('Approved by oscar.')).toContain('**Approved 12**');
  });

  test('on a button of another version is answered by a sentence', async () => {
    const button = card.components[0]?.components?.[0];
    if (button) button.custom_id = 'v0:approve:12';

    const screen = room.discord.person('oscar').press(card, 'Approve');

    expect(await screen.until('another version of this bot')).toContain('only oscar can see this');
  });

  test('on a forged button is answered by a sentence', async () => {
    const button = card.components[0]?.components?.[0];
    if (button) button.custom_id = 'v1:settings:name=AUTOPILOT';

    const screen = room.discord.person('oscar').press(card, 'Approve');

    expect(await screen.until('There is no command "settings"')).toContain('only oscar');
  });
});

describe('a button that asks', () => {
  test('offers the choices of its command and rejects with the chosen one', async () => {
    const question = room.discord.person('oscar').press(card, 'Reject');
    const menu = await question.answer();
    expect(question.text()).toContain('**Why not?**\n[ Why not? ▾ ]\n  ○ wrong book');

    const screen = room.discord.person('oscar').choose(menu, 'too big');

    expect(await screen.until('Rejected 12')).toMatch(/only oscar .*\n.*\n│ Reason: too big\.$/);
    expect(menu.components).toEqual([]);
  });

  test('for words opens a window', async () => {
    const person = room.discord.person('oscar');
    const modal = await person.press(card, 'Note').modal();
    expect(modal.components).toMatchObject([
      { label: 'What shall I remember?', component: { custom_id: 'text', required: true } },
    ]);

    const screen = person.submit(modal, { text: 'the *voice* is good' });

    expect(await screen.until('Noted')).toContain('│ the \\*voice\\* is good');
  });

  test.each(['Reject', 'Note'])('refuses somebody without the right at once: %s', async (label) => {
    const screen = room.discord.person('mia').press(card, label);

    expect(await screen.until('needs the role operator')).toContain('only mia can see this');
  });
});

test('a refusal whose acknowledgement got lost is shown once', async () => {
  const route = 'POST /interactions/:interaction/:token/callback';
  const own = await openRoom({ breaks: ['answered-twice'] });
  await own.bot.post(openCard, 'card:12');
  const [posted] = own.discord.channel('books').messages;
  own.discord.failNext(route, { afterProcessing: true, status: 502 });

  const screen = own.discord.person('mia').press(posted as Message, 'Note');

  expect(await screen.until('edited')).toContain('needs the role operator');
  expect(screen.messages()).toHaveLength(1);
});

test('a press is acknowledged before it is known who presses', async () => {
  const pressed = Promise.withResolvers<void>();
  const own = await openRoom({
    bot: {
      identify: async (user) => {
        await pressed.promise;
        return { ...user, role: 'operator' };
      },
      pace: { deferMs: 60_000, presenceMs: 30 },
    },
  });
  await own.bot.post(openCard, 'card:12');
  const [posted] = own.discord.channel('books').messages;

  const screen = own.discord.person('oscar').press(posted as Message, 'Approve');

  expect(await screen.until('is thinking')).toContain('only oscar can see this');
  pressed.resolve();
  expect(await screen.until('Approved by oscar.')).toContain('**Approved 12**');
});

test('a menu puts what was chosen into the call, and stays for others', async () => {
  const screen = room.discord.person('oscar').choose(card, 'Hollow Lands (3 missing)');

  expect(await screen.until('Series 7')).toContain('only oscar can see this');
  expect(card.components).toHaveLength(2);
});

describe('a form', () => {
  test('asks all its questions in one window; what stays empty is left out', async () => {
    const person = room.discord.person('mia');
    const modal = await person.press(card, 'Another book').modal();

    const screen = person.submit(modal, { Title: 'Hollow Rivers' });

    expect(await screen.until('Requested Hollow Rivers')).toContain('By anybody.');
  });

  test('that nobody could open in time says so', async () => {
    const never = Promise.withResolvers<void>();
    const own = await openRoom({
      bot: {
        identify: async (user) => {
          await never.promise;
          return { ...user, role: 'owner' };
        },
      },
    });
    await own.bot.post(openCard, 'card:12');
    const [posted] = own.discord.channel('books').messages;
    const screen = own.discord.person('olga').press(posted as Message, 'Note');
    await screen.until('is thinking');

    never.resolve();

    expect(await screen.until('took too long')).toContain('Press again.');
  });
});
