import { expect, test } from 'vitest';
import { until } from '../support/until.ts';
import { openChats } from './chats.ts';
import { patience } from './test-bot.ts';

const longMs = 120_000;

test(
  'each chat has one pinned board that follows the account and survives a restart',
  async (context) => {
    const chats = await openChats(context, { STATUS_BOARD: 'on' });
    const { discord, slack } = chats;
    const inDiscord = () =>
      discord.channel('books').messages.filter((one) => /Status board/.test(discord.show(one)));
    const inSlack = () =>
      slack.channel('books').messages.filter((one) => /Status board/.test(slack.show(one)));
    const says = async (text: RegExp) => {
      await until(() => inDiscord().some((one) => text.test(discord.show(one))), patience);
      await until(() => inSlack().some((one) => text.test(slack.show(one))), patience);
    };
    await says(/Status board/);

    await says(/Ratio[\s\S]*1\.85/);
    await chats.restart();
    await discord
      .person('olga')
      .run('settings', { name: 'board account figures', value: 'off' })
      .answer();
    await until(() => inDiscord().every((one) => !/1\.85/.test(discord.show(one))), patience);
    await until(() => inSlack().every((one) => !/1\.85/.test(slack.show(one))), patience);

    expect(inDiscord().map(({ isPinned }) => isPinned)).toEqual([true]);
    expect(slack.channel('books').pins).toEqual(inSlack().map(({ ts }) => ts));
    expect(inSlack()).toHaveLength(1);
    expect(discord.violations).toEqual([]);
    expect(slack.violations).toEqual([]);
  },
  longMs,
);
