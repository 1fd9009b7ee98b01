import { expect, test } from 'vitest';
import { until } from '../support/until.ts';
import { type GateRequest, holdFirst } from './gate.ts';
import { expectGotOnce, openKillStage, warlord } from './kill-stage.ts';
import { approve, patience, wantEverything } from './test-bot.ts';

const longMs = 90_000;

test.concurrent(
  'killed between the approval and the grab: the next start grabs, once',
  async (context) => {
    const stage = await openKillStage(context);
    const bot = await stage.start();
    const [proposal = 0] = await wantEverything(bot, [warlord]);
    const { guard, reached } = holdFirst(asksForOneRelease, 'before');
    stage.tracker.setGuard(guard);

    await approve(bot, proposal);
    await reached;
    await bot.kill();
    const left = await stage.rows('select status, qbittorrent_hash from downloads');
    stage.tracker.setGuard(null);
    await stage.start();

    expect(left).toEqual([{ status: 'queued', qbittorrent_hash: null }]);
    await expectGotOnce(stage);
  },
  longMs,
);

/** The last look at a release before its torrent file is fetched. */
function asksForOneRelease({ body }: GateRequest): boolean {
  return body.includes('"id":');
}

test.concurrent(
  'killed while a card is posted: it is posted again under the same key and stays one message',
  async (context) => {
    const stage = await openKillStage(context);
    const key = 'card:proposal:1';
    const { guard, reached } = holdFirst(({ body }) => body.includes(`"${key}"`), 'after');
    stage.chat.setGuard(guard);
    const bot = await stage.start();
    await until(() => stage.room.titled(/gaps in \d+ series/).length > 0, patience);

    await bot.type('series', { series: 'all', monitor: 'all' });
    await reached;
    await bot.kill();
    const messages = () =>
      stage.rows(`select message_id from messages where subject = 'proposal:1'`);
    const before = await messages();
    stage.chat.setGuard(null);
    await stage.start();
    await until(async () => (await messages()).length > 0, patience);

    expect(before).toEqual([]);
    const shown = stage.room.messages.filter((message) => message.key === key);
    expect(shown).toHaveLength(1);
    expect(await messages()).toEqual([{ message_id: shown[0]?.id }]);
    expect(stage.room.posts.filter((post) => post === key)).toHaveLength(2);
  },
  longMs,
);
