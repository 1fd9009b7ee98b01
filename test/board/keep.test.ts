import { describe, expect, test } from 'vitest';
import { boardTitle, type KeepOptions, keepBoard } from '../../src/board/keep.ts';
import type { Platform } from '../../src/chat/platform.ts';
import { type Reply, say } from '../../src/command/reply.ts';
import { defaultManifest } from '../../src/sandbox/slack/manifest.ts';
import { openRoom as openDiscordRoom } from '../chat/discord/room.ts';
import { openRoom as openSlackRoom } from '../chat/slack/room.ts';
import { useDatabase } from '../support/use-database.ts';

const { em, openSecond } = useDatabase();
const minuteMs = 60_000;

type Keeper = {
  /** One look at the board, a minute after the last one. */
  look: (changes?: Partial<KeepOptions>) => Promise<void>;
  /** What the board has to say from now on; null: no board. */
  say: (text: string | null) => void;
  /** The channel of the board from now on; null: the main one. */
  move: (channel: string | null) => void;
  options: () => KeepOptions;
};

function createKeeper(platform: () => Platform): Keeper {
  let now = new Date();
  let reply: Reply | null = say(boardTitle, 'Ratio 1.85');
  let channel: string | null = null;
  const options = (): KeepOptions => {
    const { lasting, ...rest } = platform();
    if (!lasting) throw new Error('this chat can have no board');
    return {
      em,
      platform: { ...rest, lasting },
      placeOf: async (_em, _topic, name) => ({ platform: name, channel }),
      render: async () => reply,
      now: () => now,
    };
  };
  return {
    options,
    say: (text) => {
      reply = text === null ? null : say(boardTitle, text);
    },
    move: (to) => {
      channel = to;
    },
    async look(changes = {}) {
      now = new Date(now.getTime() + minuteMs);
      await keepBoard({ ...options(), ...changes });
    },
  };
}

describe('in Discord', () => {
  const editRoute = 'PATCH /channels/:channel/messages/:message';
  const postRoute = 'POST /channels/:channel/messages';

  async function openBoard(given: Parameters<typeof openDiscordRoom>[0] = {}) {
    const room = await openDiscordRoom(given);
    const keeper = createKeeper(() => room.bot);
    const boards = (channel = 'books') =>
      room.discord.channel(channel).messages.filter(({ embeds }) => embeds.length > 0);
    const edits = () => room.discord.requests.filter(({ method }) => method === 'PATCH').length;
    return { ...room, room, keeper, boards, edits };
  }

  test('the board is posted once, pinned, and edited only when it looks different', async () => {
    const { discord, keeper, boards, edits } = await openBoard();

    await keeper.look();
    await keeper.look();
    const before = edits();
    keeper.say('Ratio 1.90');
    await keeper.look();
    await keeper.look();

    expect(boards().map(discord.show)).toEqual([expect.stringContaining('Ratio 1.90')]);
    expect(boards()[0]?.isPinned).toBe(true);
    expect([before, edits()]).toEqual([0, 1]);
  });

  test('within fifteen seconds it is not edited again', async () => {
    const { discord, keeper, boards } = await openBoard();
    await keeper.look();

    keeper.say('Ratio 1.90');
    await keepBoard(keeper.options());

    expect(boards().map(discord.show)).toEqual([expect.stringContaining('Ratio 1.85')]);
  });

  test('a board that somebody deleted is made anew with the next change', async () => {
    const { discord, keeper, boards } = await openBoard({ breaks: ['unknown-message'] });
    await keeper.look();
    discord.person('olga').remove(boards()[0]!);

    keeper.say('Ratio 1.90');
    await keeper.look();

    expect(boards().map(discord.show)).toEqual([expect.stringContaining('Ratio 1.90')]);
    expect(boards()[0]?.isPinned).toBe(true);
  });

  test('one that takes no more edits makes room for a new one', async () => {
    const { discord, keeper, boards } = await openBoard();
    await keeper.look();
    const [old] = boards();
    const body = { message: 'Maximum number of edits to messages older than 1 hour', code: 30046 };
    discord.failNext(editRoute, { status: 400, body });

    keeper.say('Ratio 1.90');
    await keeper.look();

    expect(boards().map(discord.show)).toEqual([expect.stringContaining('Ratio 1.90')]);
    expect(boards()[0]?.id).not.toBe(old?.id);
  });

  test('a board whose post was not answered is found again and brought up to date, not doubled', async () => {
    const { discord, keeper, boards } = await openBoard();
    discord.failNext(postRoute, { afterProcessing: true });
    await expect(keeper.look()).rejects.toMatchObject({ kind: 'unreachable' });
    const [first] = boards();

    keeper.say('Ratio 1.90');
    await keeper.look();
    await keeper.look();

    expect(boards().map(({ id }) => id)).toEqual([first?.id]);
    expect(discord.show(boards()[0]!)).toContain('Ratio 1.90');
    expect(boards()[0]?.isPinned).toBe(true);
  });

  test('a bot that was killed after the post finds its board long after Discord forgot the nonce', async () => {
    const { discord, keeper, boards } = await openBoard();
    const dying = keeper.options();
    const pin = async () => await Promise.reject(new Error('killed'));
    const platform = { ...dying.platform, lasting: { ...dying.platform.lasting, pin } };
    await expect(keeper.look({ platform })).rejects.toThrow('killed');
    // The memory of nonces ends after five minutes.
    for (const message of boards()) message.nonce = null;

    await keeper.look();

    expect(boards()).toHaveLength(1);
    expect(boards()[0]?.isPinned).toBe(true);
    expect(discord.violations).toEqual([]);
  });

  test('two processes keep one board between them', async () => {
    const { keeper, boards } = await openBoard();
    const second = await openSecond();

    await Promise.all([keeper.look(), keeper.look({ em: second })]);
    await Promise.all([keeper.look(), keeper.look({ em: second })]);

    expect(boards()).toHaveLength(1);
  });

  test('without the permission to pin it is posted all the same, and pinned once it may be', async () => {
    const { room, discord, keeper, boards } = await openBoard({ breaks: ['missing-permissions'] });
    discord.forbid(discord.channel('books'), 'PIN_MESSAGES');
    await keeper.look();
    const told = room.problems.at(-1);
    const isPinnedAtFirst = boards()[0]?.isPinned;

    discord.forbid(discord.channel('books'));
    keeper.say('Ratio 1.90');
    await keeper.look();

    expect(told).toEqual({
      text: 'The status board could not be pinned in Discord: the bot lacks the permission Pin Messages.',
      hint: "Allow Pin Messages for the bot's role in the settings of the channel.",
    });
    expect(isPinnedAtFirst).toBe(false);
    expect(boards()[0]?.isPinned).toBe(true);
    expect(room.problems.at(-1)).toBeNull();
  });

  test('moves with its setting and goes when it is switched off', async () => {
    const { discord, keeper, boards } = await openBoard();
    await keeper.look();

    keeper.move(discord.channel('general').id);
    await keeper.look();
    const moved = [boards().length, boards('general').length];
    keeper.move(null);
    await keeper.look();
    const back = [boards().length, boards('general').length];
    keeper.say(null);
    await keeper.look();
    await keeper.look();

    expect(moved).toEqual([0, 1]);
    expect(back).toEqual([1, 0]);
    expect([boards().length, boards('general').length]).toEqual([0, 0]);
  });
});

describe('in Slack', () => {
  async function openBoard(given: Parameters<typeof openSlackRoom>[1] = {}) {
    const room = await openSlackRoom('socket', given);
    const keeper = createKeeper(() => room.bot);
    const channel = room.slack.channel('books');
    const boards = () => channel.messages.map(room.slack.show);
    return { room, keeper, channel, boards };
  }

  test('the board is posted once, pinned, and edited only when it looks different', async () => {
    const { room, keeper, channel, boards } = await openBoard();
    await keeper.look();
    await keeper.look();
    keeper.say('Ratio 1.90');
    await keeper.look();

    expect(boards()).toEqual([expect.stringContaining('Ratio 1.90')]);
    expect(channel.pins).toEqual([channel.messages[0]?.ts]);
    expect(room.slack.calls.filter(({ method }) => method === 'chat.update')).toHaveLength(1);
    expect(room.broken()).toEqual([]);
  });

  test('a bot that was killed after the post finds its board after the restart', async () => {
    const { room, keeper, channel, boards } = await openBoard();
    const dying = keeper.options();
    const pin = async () => await Promise.reject(new Error('killed'));
    const platform = { ...dying.platform, lasting: { ...dying.platform.lasting, pin } };
    await expect(keeper.look({ platform })).rejects.toThrow('killed');

    await room.restart();
    await keeper.look();

    expect(boards()).toHaveLength(1);
    expect(channel.pins).toEqual([channel.messages[0]?.ts]);
  });

  test('a deleted board is made anew', async () => {
    const { keeper, channel, boards } = await openBoard();
    await keeper.look();
    channel.messages.length = 0;

    keeper.say('Ratio 1.90');
    await keeper.look();

    expect(boards()).toEqual([expect.stringContaining('Ratio 1.90')]);
  });

  test('without the scope to pin it is posted all the same, with a problem that names the scope', async () => {
    const all = defaultManifest.oauth_config?.scopes?.bot ?? [];
    const scopes = all.filter((one) => one !== 'pins:write');
    const manifest = { ...defaultManifest, oauth_config: { scopes: { bot: scopes } } };
    const { room, keeper, boards } = await openBoard({ standIn: { manifest } });

    await keeper.look();

    expect(boards()).toHaveLength(1);
    expect(room.problems.at(-1)?.text).toBe(
      'The status board could not be pinned in Slack (missing scope pins:write).',
    );
  });
});
