import { describe, expect, test } from 'vitest';
import { say } from '../../../src/command/reply.ts';
import { ExternalError } from '../../../src/errors.ts';
import { tooManyRequests } from '../../../src/sandbox/discord/http/faults.ts';
import { hearOutcomes } from '../../support/hear-requests.ts';
import { until } from '../../support/until.ts';
import { openCard } from './commands.ts';
import { openRoom, type Room } from './room.ts';

const postRoute = 'POST /channels/:channel/messages';

const posted = ({ discord }: Room) => discord.channel('books').messages;
const latestProblem = ({ problems }: Room) => problems.at(-1) ?? null;

test('a post stands in the channel and pings nobody', async () => {
  const room = await openRoom();
  const post = await room.bot.post(say('News @everyone', '<@1> came by', 'warning'), 'alert:1');

  const [message] = posted(room);
  expect(post).toEqual({ channel: room.discord.channel('books').id, messageId: message?.id });
  expect(message?.pings).toEqual({ users: [], roles: [], everyone: false });
});

test.each([{ status: 502 }, {}])('a lost answer (%j) does not double the post', async (how) => {
  const room = await openRoom();
  room.discord.failNext(postRoute, { afterProcessing: true, ...how });
  await expect(room.bot.post(openCard, 'card:12')).rejects.toMatchObject({ kind: 'unreachable' });

  const post = await room.bot.post(openCard, 'card:12');

  expect(posted(room).map(({ id }) => id)).toEqual([post.messageId]);
});

test('how long Discord took, and how that ended, is told to who counts it', async () => {
  const room = await openRoom();
  const outcomes = hearOutcomes();
  await room.bot.post(openCard, 'card:12');
  room.discord.failNext(postRoute, { status: 503 });
  await expect(room.bot.post(openCard, 'card:13')).rejects.toMatchObject({ kind: 'unreachable' });

  expect(outcomes).toContain('discord ok');
  expect(outcomes.at(-1)).toBe('discord unreachable');
});

describe('an edit', () => {
  test('replaces the text, the buttons and the file', async () => {
    const room = await openRoom();
    const long = say('Report', 'line\n'.repeat(2000));
    const { channel, messageId } = await room.bot.post(long, 'card:12');
    expect(posted(room)[0]?.attachments).toHaveLength(1);

    const outcome = await room.bot.edit(channel, messageId, say('Short', 'Done.'));

    expect(outcome).toBe('edited');
    expect(room.discord.show(posted(room)[0]!)).toBe('Shelfwarden (edited):\n**Short**\n│ Done.');
  });

  test('of a message somebody deleted says that it is gone', async () => {
    const room = await openRoom({ breaks: ['unknown-message'] });
    const { channel, messageId } = await room.bot.post(openCard, 'card:12');
    room.discord.person('olga').remove(posted(room)[0]!);

    expect(await room.bot.edit(channel, messageId, openCard)).toBe('gone');
    expect(room.problems).toEqual([]);
  });

  test('in a channel somebody deleted, too', async () => {
    const room = await openRoom({ breaks: ['unknown-channel'] });
    expect(await room.bot.edit('1', '2', openCard)).toBe('gone');
  });
});

describe('without permission', () => {
  test('for embeds the post is plain text and the missing permission is named', async () => {
    const room = await openRoom({ breaks: ['missing-permissions'] });
    room.discord.forbid(room.discord.channel('books'), 'EMBED_LINKS');

    await room.bot.post(openCard, 'card:12');

    const [message] = posted(room);
    expect(message?.embeds).toEqual([]);
    expect(message?.content).toContain('Shall I get it?\n**Author** Mara Quill');
    expect(message?.components).toHaveLength(2);
    expect(latestProblem(room)).toEqual({
      text: 'The bot lacks a permission in its Discord channel: Embed Links.',
      hint: "Allow it for the bot's role in the settings of the channel.",
    });
  });

  test.each([
    ['SEND_MESSAGES', 'Send Messages'],
    ['VIEW_CHANNEL', 'View Channel'],
  ] as const)(
    '%s the post fails and the problem names it until it is there again',
    async (name, text) => {
      const room = await openRoom({ breaks: ['missing-permissions', 'missing-access'] });
      const channel = room.discord.channel('books');
      room.discord.forbid(channel, name);

      await expect(room.bot.post(openCard, 'card:12')).rejects.toMatchObject({ kind: 'refused' });

      expect(latestProblem(room)?.text).toContain(`in its Discord channel: ${text}`);
      room.discord.forbid(channel);
      await room.bot.post(openCard, 'card:12');
      await until(async () => {
        await room.bot.post(openCard, 'card:12');
        return latestProblem(room) === null;
      });
      expect(posted(room)).toHaveLength(1);
    },
  );
});

describe('in another channel', () => {
  const alert = say('Imported', 'Ozma of Oz.', 'ok');
  const general = ({ discord }: Room) => discord.channel('general');

  test('the post stands there, and the same key in the main channel is another post', async () => {
    const room = await openRoom();

    const post = await room.bot.postIn?.(general(room).id, alert, 'alert:1');
    await room.bot.postIn?.(general(room).id, alert, 'alert:1');
    await room.bot.post(alert, 'alert:1');

    const [message] = general(room).messages;
    expect(post).toEqual({ channel: general(room).id, messageId: message?.id });
    expect(general(room).messages).toHaveLength(1);
    expect(posted(room)).toHaveLength(1);
  });

  test('that the bot may not post in is refused and a problem until it works', async () => {
    const room = await openRoom({ breaks: ['missing-permissions'] });
    const { id } = general(room);
    room.discord.forbid(general(room), 'SEND_MESSAGES');

    const refused = await room.bot.postIn?.(id, alert, 'alert:1');
    const told = latestProblem(room);
    await room.bot.post(alert, 'alert:1');
    const still = latestProblem(room);
    room.discord.forbid(general(room));
    await until(async () => (await room.bot.postIn?.(id, alert, 'alert:2')) !== 'refused');

    expect(refused).toBe('refused');
    expect(told?.text).toBe(
      `The bot lacks a permission in the Discord channel ${id}: Send Messages.`,
    );
    expect(still).toEqual(told);
    await until(async () => {
      await room.bot.postIn?.(id, alert, 'alert:2');
      return latestProblem(room) === null;
    });
  });

  test('that does not exist is refused, too', async () => {
    const room = await openRoom({ breaks: ['unknown-channel'] });

    expect(await room.bot.postIn?.('123456', alert, 'alert:1')).toBe('refused');
    expect(latestProblem(room)?.text).toBe(
      'The Discord channel 123456 of ALERT_CHANNELS does not exist.',
    );
  });

  test('that the bot has lost a message there cannot be edited', async () => {
    const room = await openRoom({ breaks: ['missing-access'] });
    const { id } = general(room);
    const post = await room.bot.postIn?.(id, alert, 'alert:1');
    room.discord.forbid(general(room), 'VIEW_CHANNEL');

    const messageId = post && post !== 'refused' ? post.messageId : '';
    expect(await room.bot.edit(id, messageId, alert)).toBe('refused');
  });
});

describe('Discord refusing for a while', () => {
  test('says when to come back after too many requests', async () => {
    const room = await openRoom();
    room.discord.failNext(postRoute, tooManyRequests({ retryAfterSeconds: 30 }));
    const before = Date.now();

    const error = await room.bot.post(openCard, 'card:12').catch((cause: unknown) => cause);

    expect(error).toBeInstanceOf(ExternalError);
    const { kind, retryAt } = error as ExternalError;
    expect(kind).toBe('throttled');
    expect((retryAt?.getTime() ?? 0) - before).toBeGreaterThanOrEqual(30_000);
  });

  test('holds all messages back after a global limit, without asking again before its end', async () => {
    const room = await openRoom();
    const { channel, messageId } = await room.bot.post(openCard, 'card:12');
    room.discord.failNext(postRoute, tooManyRequests({ retryAfterSeconds: 30, isGlobal: true }));
    const throttled = { service: 'discord', kind: 'throttled', retryAt: expect.any(Date) };

    await expect(room.bot.post(openCard, 'card:13')).rejects.toMatchObject(throttled);
    const requests = room.discord.requests.length;
    await expect(room.bot.post(openCard, 'card:13')).rejects.toMatchObject(throttled);
    await expect(room.bot.edit(channel, messageId, openCard)).rejects.toMatchObject(throttled);

    expect(room.discord.requests).toHaveLength(requests);
    const answer = room.discord.person('mia').run('gaps', { limit: 1 });
    expect(await answer.until('1 gaps')).toContain('The Book 1');
  });

  test('on one route only holds back nothing else', async () => {
    const room = await openRoom();
    const { channel, messageId } = await room.bot.post(openCard, 'card:12');
    const editRoute = 'PATCH /channels/:channel/messages/:message';
    room.discord.failNext(editRoute, tooManyRequests({ retryAfterSeconds: 30 }));

    const editing = room.bot.edit(channel, messageId, openCard);

    await expect(editing).rejects.toMatchObject({ kind: 'throttled', retryAt: expect.any(Date) });
    await room.bot.post(openCard, 'card:13');
    expect(posted(room)).toHaveLength(2);
  });

  test('edits of old messages have a limit of their own', async () => {
    const room = await openRoom();
    const { channel, messageId } = await room.bot.post(openCard, 'card:12');
    const body = { message: 'Maximum number of edits to messages older than 1 hour', code: 30046 };
    const editRoute = 'PATCH /channels/:channel/messages/:message';
    room.discord.failNext(editRoute, { status: 400, body });

    expect(await room.bot.edit(channel, messageId, openCard)).toBe('worn-out');
    expect(room.problems).toEqual([]);
  });

  test.each([
    [{ status: 503 }, 'unreachable'],
    [{ status: 401, body: { message: '401: Unauthorized', code: 0 } }, 'unauthorized'],
    ['reset' as const, 'unreachable'],
  ])('with %j is an outside error, and the next post works', async (fault, kind) => {
    const room = await openRoom();
    room.discord.failNext(postRoute, fault);

    const failing = room.bot.post(openCard, 'card:12');

    await expect(failing).rejects.toMatchObject({ service: 'discord', kind });
    await room.bot.post(openCard, 'card:12');
    expect(posted(room)).toHaveLength(1);
    expect(latestProblem(room)).toBeNull();
  });

  test('while it is down keeps the caller waiting for nothing', async () => {
    const room = await openRoom();
    await room.discord.goDown();

    await expect(room.bot.post(openCard, 'card:12')).rejects.toMatchObject({ kind: 'unreachable' });

    await room.discord.comeBack();
  });
});

test('a channel that does not exist is a problem at once', async () => {
  const room = await openRoom({ bot: { channelId: '1' }, breaks: ['unknown-channel'] });

  await until(() => room.problems.at(-1));

  expect(room.problems.at(-1)?.text).toBe('The Discord channel of the bot does not exist.');
  await expect(room.bot.post(openCard, 'card:12')).rejects.toMatchObject({ kind: 'refused' });
});
