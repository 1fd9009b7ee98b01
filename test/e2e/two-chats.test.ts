import { type ExpectStatic, test } from 'vitest';
import { until } from '../support/until.ts';
import { type Chats, openChats } from './chats.ts';
import { patience } from './test-bot.ts';

const longMs = 90_000;

/** Everything the channel shows in each chat, as text. */
const inDiscord = ({ discord }: Chats) => discord.channel('books').messages.map(discord.show);
const inSlack = ({ slack }: Chats) => slack.channel('books').messages.map(slack.show);

async function seen(chats: Chats, text: RegExp): Promise<void> {
  await until(() => inDiscord(chats).some((one) => text.test(one)), patience);
  await until(() => inSlack(chats).some((one) => text.test(one)), patience);
}

function cardInDiscord({ discord }: Chats) {
  const card = discord.channel('books').messages.find((one) => /#3\)/.test(discord.show(one)));
  if (!card) throw new Error('there is no card in Discord');
  return card;
}

function cardInSlack({ slack }: Chats) {
  const card = slack.channel('books').messages.find((one) => /#3\)/.test(slack.show(one)));
  if (!card) throw new Error('there is no card in Slack');
  return card;
}

function expectNoViolation({ discord, slack }: Chats, expect: ExpectStatic): void {
  expect(discord.violations).toEqual([]);
  expect(slack.violations).toEqual([]);
}

test.concurrent(
  'a press in Discord is decided in both chats, and the book is announced in both',
  async (context) => {
    const { expect } = context;
    const chats = await openChats(context);
    await seen(chats, /gaps in \d+ series/);
    await chats.discord.person('oscar').run('series', { series: 'all' }).answer();
    await seen(chats, /Shall I get it/);
    await seen(chats, /picture-1\.png|image: Cover of The Warlord of Mars/);

    await chats.discord.person('oscar').press(cardInDiscord(chats), 'Approve').answer();

    await seen(chats, /Approved by oscar/i);
    await seen(chats, /On the shelf/);
    expect(inDiscord(chats).filter((one) => /On the shelf/.test(one))).toHaveLength(1);
    expect(inSlack(chats).filter((one) => /On the shelf/.test(one))).toHaveLength(1);
    expectNoViolation(chats, expect);
  },
  longMs,
);

test.concurrent(
  'a stranger is refused, and a card answers in Slack after a restart of the bot',
  async (context) => {
    const { expect } = context;
    const chats = await openChats(context);
    await seen(chats, /gaps in \d+ series/);
    await chats.slack.people.amy.slash('/shelf', 'series all');
    await seen(chats, /Shall I get it/);

    const refusal = await chats.discord
      .person('sam')
      .press(cardInDiscord(chats), 'Approve')
      .answer();
    await chats.restart();
    await chats.slack.people.amy.press(cardInSlack(chats), 'Approve');

    expect(chats.discord.show(refusal)).toMatch(/needs the role operator/);
    await seen(chats, /Approved by amy/i);
    await seen(chats, /On the shelf/);
    expect(chats.stage.world.downloadClient.torrents.size).toBe(1);
    expectNoViolation(chats, expect);
  },
  longMs,
);
