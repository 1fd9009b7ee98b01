import { test } from 'vitest';
import { until } from '../support/until.ts';
import { openChats } from './chats.ts';
import { patience } from './test-bot.ts';

const longMs = 120_000;

test.concurrent(
  'plain language in both chats: a question is answered, a wish waits for a press',
  async (context) => {
    const { expect } = context;
    const { discord, slack, bot } = await openChats(context);
    const rows = (statement: string) => bot().services.em().execute<unknown[]>(statement);
    // Series are looked up one after the other, and two are asked about.
    const isKnown = `select 1 from series where books_missing > 0 and name in ('Barsoom', 'Captain Nemo')`;
    await until(async () => (await rows(isKnown)).length === 2, patience);

    const asked = discord.person('oscar').mention("what's missing from Barsoom?");
    const inDiscord = await asked.until('The Warlord of Mars');
    const goesOn = await discord.person('oscar').mention('and captain nemo?').until('Mysterious');
    const { amy } = slack.people;
    const direct = await (await amy.dm('what am I missing from Barsoom')).message(
      'Warlord of Mars',
    );
    const secret = await discord.person('oscar').mention('what is my ratio?').until('alone');

    const wish = discord.person('oscar').mention('please pause the top10 job');
    await wish.until('Shall I do this?');
    const before = await rows('select 1 from job_controls where paused_at is not null');
    const card = wish.messages().find((one) => discord.show(one).includes('Shall I do this?'));
    await discord.person('oscar').press(card!, 'Confirm').answer();
    const after = await rows('select 1 from job_controls where paused_at is not null');
    const again = await discord.person('oscar').press(card!, 'Confirm').answer();
    const refused = await discord
      .person('sam')
      .mention('resume the top10 job')
      .until('needs the role');

    const cardInSlack = await (await amy.mention('resume the top10 job please')).message('Shall I');
    await amy.press(cardInSlack, 'Confirm');
    await until(
      async () =>
        (await rows('select 1 from job_controls where paused_at is not null')).length === 0,
      patience,
    );

    expect(inDiscord).toContain('Barsoom');
    expect(goesOn).toContain('Captain Nemo');
    expect(slack.show(direct)).toContain('The Warlord of Mars');
    expect(secret).not.toContain('1.85');
    expect([before.length, after.length]).toEqual([0, 1]);
    expect(discord.show(again)).toContain('Already confirmed by oscar');
    expect(refused).toContain('you are viewer');
    expect([...discord.violations, ...slack.violations]).toEqual([]);
  },
  longMs,
);
