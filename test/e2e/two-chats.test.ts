import { type ExpectStatic, test } from 'vitest';
import type { Message } from '../../src/sandbox/discord/message.ts';
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

function belowInDiscord(chats: Chats): string[] {
  const { thread } = cardInDiscord(chats);
  return (thread?.messages ?? []).map((one) => chats.discord.show(one));
}

function belowInSlack(chats: Chats): string[] {
  return cardInSlack(chats).replies.map((one) => chats.slack.show(one));
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
    // What happened step by step stands below the card, once in each chat.
    const told = () => [belowInDiscord(chats), belowInSlack(chats)];
    await until(() => told().every((below) => below.join().includes('completed')), patience);
    for (const below of told()) {
      expect(below).toHaveLength(1);
      expect(below[0]).toMatch(/How it goes: [^]*downloading[^]*completed/);
    }
    expectNoViolation(chats, expect);
  },
  longMs,
);

test.concurrent(
  'the question of the first scan is offered again when somebody deleted it, and stamped by its answer',
  async (context) => {
    const { expect } = context;
    const chats = await openChats(context);
    await seen(chats, /Where shall I start/);
    const [question] = chats.discord.channel('books').messages;
    if (question) chats.discord.person('olga').remove(question);

    await chats.discord.person('oscar').run('run', { job: 'library-scan' }).answer();
    const isAsked = (one: Message) => /Where shall I start/.test(chats.discord.show(one));
    const { messages } = chats.discord.channel('books');
    await until(() => messages.some((one) => isAsked(one) && one !== question), patience);
    const inSlackAgain = inSlack(chats).filter((one) => /Where shall I start/.test(one));
    const gaps = chats.discord.person('oscar').run('gaps');
    await gaps.until('Where shall I start');
    await chats.discord
      .person('oscar')
      .press(await gaps.answer(), 'Not now')
      .answer();

    await seen(chats, /oscar answered: not now\./);
    const stamped = [...inDiscord(chats), ...inSlack(chats)].filter((one) => /answered/.test(one));
    expect(inSlackAgain).toHaveLength(1);
    expect(stamped).toHaveLength(2);
    expect(stamped.join()).not.toContain('Not now');
    expect(chats.discord.violations.map(({ rule }) => rule)).toEqual(['unknown-message']);
    expect(chats.slack.violations).toEqual([]);
  },
  longMs,
);

test.concurrent(
  'alerts go to the channels that the settings name while the bot runs',
  async (context) => {
    const { expect } = context;
    const chats = await openChats(context);
    const general = chats.discord.channel('general');
    const lounge = chats.slack.channel('lounge');
    const value = `proposal=discord:${general.id}, imported=slack:${lounge.id}`;
    await seen(chats, /Where shall I start/);
    await chats.discord.person('olga').run('settings', { name: 'alert channels', value }).answer();

    await chats.discord.person('oscar').run('series', { series: 'all' }).answer();
    const card = () =>
      general.messages.find((one) => /Shall I get it/.test(chats.discord.show(one)));
    await until(() => card(), patience);
    await chats.discord.person('oscar').press(card()!, 'Approve').answer();

    // The bot is no member of the lounge: its message comes to the main channel, with a note.
    await until(() => inSlack(chats).some((one) => /On the shelf/.test(one)), patience);
    const shelved = inSlack(chats).find((one) => /On the shelf/.test(one));
    expect(shelved).toContain(`This belongs in the channel ${lounge.id}, where I may not post.`);
    const status = chats.discord.person('olga').run('status');
    await status.until(`does not let the bot post in the channel ${lounge.id}`);
    expect(inDiscord(chats).join()).not.toMatch(/Shall I get it|On the shelf/);
    expect(inSlack(chats).join()).not.toMatch(/Shall I get it/);
    expect(chats.discord.violations).toEqual([]);
  },
  longMs,
);
