import { expect, test } from 'vitest';
import { localOwner } from '../../src/app.ts';
import { until } from '../support/until.ts';
import { textOf } from './chat-room.ts';
import { countRequests, offerOnly, openBotStage } from './stage.ts';
import { approve, openProposal, patience, shelved } from './test-bot.ts';

const warlord = 'The Warlord of Mars';
const longMs = 180_000;

test.concurrent(
  'a torrent of the tracker is asked for by its number: looked up, proposed, fetched, and whoever asked is called',
  async (context) => {
    const stage = await openBotStage(context);
    offerOnly(stage, [warlord]);
    const { tracker } = stage.world;
    const bot = await stage.start();
    await until(() => bot.room.titled(/gaps in \d+ series/).length > 0, patience);

    const answer = await bot.type('request', { title: `mam ${tracker.releases[0]?.id}` });
    await until(() => bot.room.titled(/^Requested: /).length > 0, patience);
    const proposal = await openProposal(bot, warlord);
    const waiting = textOf(await bot.type('wishlist'));
    await approve(bot, proposal);
    await shelved(bot, warlord);

    expect(textOf(answer)).toContain('Looking it up: torrent');
    expect(waiting).toContain(`proposed: proposal ${proposal} waits for an answer`);
    const [alert] = bot.room.titled(/^On the shelf/);
    const { id, name, platform } = localOwner();
    expect(alert?.reply.mentions).toEqual([{ platform, id, name }]);
    expect(textOf(await bot.type('wishlist'))).toContain('shelved');
    // The newest releases, the torrent that was named, and the search for its book.
    expect(countRequests(tracker, 'search')).toBeLessThanOrEqual(4);
  },
  longMs,
);
