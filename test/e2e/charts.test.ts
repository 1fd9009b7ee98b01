import { expect, test } from 'vitest';
import { until } from '../support/until.ts';
import { openChats } from './chats.ts';
import { patience } from './test-bot.ts';

const charts = {
  ratio: 'Ratio, 30 days',
  vip: 'Points, 30 days',
  library: 'Completeness',
};

function isPng(bytes: Buffer | null | undefined): boolean {
  return bytes?.toString('latin1', 1, 4) === 'PNG' && bytes.readUInt32BE(16) === 800;
}

test('ratio, VIP and library come with their chart as a picture, in both chats', async (context) => {
  const chats = await openChats(context);
  const { discord, slack } = chats;
  await until(async () => {
    const done = await chats
      .bot()
      .services.em()
      .execute(
        `select 1 from tasks where task_name in ('account', 'library-scan') and status = 'completed'`,
      );
    return done.length > 1;
  }, patience);

  const seenInSlack = () =>
    [...slack.people.amy.private, ...slack.channel('books').messages].map(slack.show);
  for (const [command, title] of Object.entries(charts)) {
    const answer = await discord.person('oscar').run(command).answer();
    await slack.people.amy.slash('/shelf', command);

    const [attachment] = answer.attachments;
    expect(attachment?.description).toBe(title);
    expect(isPng(attachment?.bytes)).toBe(true);
    expect(answer.embeds[0]).toMatchObject({ image: { url: `attachment://${attachment?.name}` } });
    await until(() => seenInSlack().some((text) => text.includes(`[image: ${title}]`)), patience);
  }

  expect([...slack.files.values()].map(({ bytes }) => isPng(bytes))).toEqual([true, true, true]);
  expect(slack.people.amy.private).toHaveLength(2);
  expect(discord.violations).toEqual([]);
  expect(slack.violations).toEqual([]);
}, 90_000);
