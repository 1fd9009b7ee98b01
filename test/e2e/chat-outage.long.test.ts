import { expect, test } from 'vitest';
import { raise } from '../../src/alerts/raise.ts';
import { jobFailing } from '../../src/alerts/words/jobs.ts';
import { until } from '../support/until.ts';
import { type Chats, openChats } from './chats.ts';
import { patience } from './test-bot.ts';

const withoutTracker = { MAM_ID: '' };
const numbers = (from: number, to: number) =>
  Array.from({ length: to - from + 1 }, (_, index) => from + index);

/** Raises alerts that are told apart by their number. */
async function alertAll(chats: Chats, wanted: readonly number[]): Promise<void> {
  const { em, platforms } = chats.bot().services;
  for (const number of wanted) {
    await em().transactional((inner) =>
      raise(inner, platforms, { key: `outage:${number}`, ...jobFailing(`job-${number}`, 'away') }),
    );
  }
}

/** The numbers of the alerts a chat shows, in their order; many at once come together in one message. */
function shown({ discord, slack }: Chats): { discord: number[]; slack: number[] } {
  const numbersIn = (texts: readonly string[]) =>
    texts.flatMap((text) =>
      [...text.matchAll(/Job failed: job-(\d+)/g)].map((one) => Number(one[1])),
    );
  return {
    discord: numbersIn(discord.channel('books').messages.map(discord.show)),
    slack: numbersIn(slack.channel('books').messages.map(slack.show)),
  };
}

test('what was raised while both chats were away comes when they are back: all of it, once', async (context) => {
  const chats = await openChats(context, withoutTracker);
  const { discord, slack } = chats;
  await alertAll(chats, [1]);
  await until(() => shown(chats).discord.length + shown(chats).slack.length === 2, patience);

  await discord.goDown();
  slack.setOutage(true);
  await alertAll(chats, numbers(2, 12));
  await until(async () => {
    const [row] = await chats
      .bot()
      .services.em()
      .execute<{ tried: number }[]>(
        `select count(distinct platform) as tried from outbox where attempts > 0`,
      );
    return row?.tried === 2;
  }, patience);
  await discord.comeBack();
  slack.setOutage(false);
  // The first answer after the outage gets lost in each chat.
  discord.failNext('POST /channels/:channel/messages', { afterProcessing: true, status: 502 });
  slack.failNext('chat.postMessage', { afterProcessing: true });

  const all = numbers(1, 12);
  await until(() => shown(chats).discord.length >= 12 && shown(chats).slack.length >= 12, patience);
  for (const found of Object.values(shown(chats))) {
    // One by one in their order, until so many at once come together, the newest first.
    expect(found.slice(0, 5)).toEqual(all.slice(0, 5));
    expect(found.toSorted((a, b) => a - b)).toEqual(all);
  }
  // Twelve at once may be more than Slack's pace allows; it is obeyed.
  const violations = [...discord.violations, ...slack.violations];
  expect(violations.filter(({ rule }) => rule !== 'ratelimited')).toEqual([]);
}, 90_000);

test('a chat that has shut the bot out for good is told in the other one, which goes on', async (context) => {
  const chats = await openChats(context, withoutTracker);
  const { discord, slack } = chats;

  discord.changeToken('another');
  await until(() => discord.gateway.connected() === 0, patience);
  await alertAll(chats, [1, 2]);

  await until(() => shown(chats).slack.length === 2, patience);
  expect(shown(chats).slack).toEqual([1, 2]);
  const asked = await slack.people.amy.slash('/shelf', 'status');
  const status = slack.show(await asked.message('problem'));
  expect(status).toContain('Discord does not accept the bot token.');
  expect(status).toContain('put it into DISCORD_TOKEN and restart');
}, 90_000);
