import { expect, test } from 'vitest';
import { deliverCard, type RenderCard } from '../../src/alerts/deliver.ts';
import { deliverStory, type RenderStory } from '../../src/alerts/keep-story.ts';
import type { PlaceOf } from '../../src/alerts/places.ts';
import { refreshCard } from '../../src/alerts/raise.ts';
import type { Platform } from '../../src/chat/platform.ts';
import { type Reply, say } from '../../src/command/reply.ts';
import { dispatchOne } from '../../src/outbox/dispatch.ts';
import { openCard } from '../chat/discord/commands.ts';
import { openRoom } from '../chat/discord/room.ts';
import { useDatabase } from '../support/use-database.ts';

const { em } = useDatabase();
const mainChannel: PlaceOf = async (_em, _topic, platform) => ({ platform, channel: null });
const openThread = 'POST /channels/:channel/messages/:message/threads';

/** Shows a card and its story as they are now; what waited for a later try is tried at once. */
async function show(bot: Platform, card: Reply, story: Reply | null = null): Promise<void> {
  const renderCard: RenderCard = async () => card;
  const renderStory: RenderStory = async () =>
    story && { topic: 'The Glass Orchard', reply: story };
  await em().transactional((inner) => refreshCard(inner, ['discord'], 'proposal:12'));
  await em().execute(`update outbox set not_before = 'epoch'`);
  const handlers = {
    'card@discord': deliverCard(bot, mainChannel, { card: renderCard, story: renderStory }),
    'story@discord': deliverStory(bot, renderStory),
  };
  const options = { em, handlers, now: () => new Date(), onDead: async () => {} };
  while (await dispatchOne(options));
}

test('a card whose answer was lost loses its buttons when it was decided meanwhile', async () => {
  const { bot, discord } = await openRoom();
  const lostAnswer = { afterProcessing: true, status: 502 } as const;
  discord.failNext('POST /channels/:channel/messages', lostAnswer);

  await show(bot, openCard);
  const asked = discord.channel('books').messages.map(discord.show);
  await show(bot, say('12: The Glass Orchard', 'Rejected by mia'));

  expect(asked).toEqual([expect.stringContaining('Approve')]);
  expect(discord.channel('books').messages.map(discord.show)).toEqual([
    expect.not.stringContaining('Approve'),
  ]);
});

test('a thread that Discord does not open for now leaves the card as it stands, and comes later', async () => {
  const posts: string[] = [];
  const { bot, discord } = await openRoom();
  const watched: Platform = {
    ...bot,
    post: async (reply, key) => {
      posts.push(key);
      return await bot.post(reply, key);
    },
  };
  const [approved, story] = [say('12: The Glass Orchard', 'Approved'), say('How it goes', 'a')];
  discord.failNext(openThread, { status: 503 }, 2);

  for (let time = 0; time < 3; time += 1) await show(watched, approved, story);

  const cards = discord.channel('books').messages;
  expect(posts).toEqual(['card:proposal:12']);
  expect(cards).toHaveLength(1);
  expect(cards[0]?.thread?.messages.map(discord.show)).toEqual([
    expect.stringContaining('How it goes'),
  ]);
});
