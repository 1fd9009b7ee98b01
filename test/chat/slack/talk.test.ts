import { describe, expect, test } from 'vitest';
import { say } from '../../../src/command/reply.ts';
import { until } from '../../support/until.ts';
import { type Mode, openRoom } from './room.ts';

const modes: Mode[] = ['socket', 'http'];

describe.each(modes)('over %s', (mode) => {
  test('a mention and a direct message are read as commands', async () => {
    const { slack, broken } = await openRoom(mode);
    const { amy, ben } = slack.people;

    const mentioned = await (await ben.mention('queue 3')).message('Queue: 3');
    const secret = await (await ben.mention('ratio')).message('Ratio 1.85');
    const direct = await (await amy.dm('ratio')).message('Ratio 1.85');

    expect(mentioned.channel).toBe(slack.channel('books').id);
    expect([mentioned.onlyFor, secret.onlyFor]).toEqual([null, ben.id]);
    expect(direct.channel).toBe(slack.direct(amy).id);
    expect(broken()).toEqual([]);
  });

  test('several numbers are decided in one line and answered by one message', async () => {
    const { slack, stage, broken } = await openRoom(mode);
    const { amy } = slack.people;
    stage.approvedBy.set(13, 'ben');

    const asked = await amy.mention('approve 12 13 #14');
    const answer = await asked.message('approve: 2 of 3 done');

    expect(slack.show(answer)).toContain('12: Approved 12');
    expect(slack.show(answer)).toContain('13: Already approved by ben.');
    expect([...stage.approvedBy.keys()]).toEqual([13, 12, 14]);
    expect(asked.messages()).toHaveLength(1);
    expect(broken()).toEqual([]);
  });

  test('what was asked in a thread is answered in that thread', async () => {
    const { slack, bot, broken } = await openRoom(mode);
    await bot.post(say('A card', 'Something to talk about.'), 'card:1');
    const [card = null] = slack.channel('books').messages;

    const answer = await (await slack.people.ben.mention('queue 1', { thread: card })).message(
      'Queue: 1',
    );

    expect(answer.threadTs).toBe(card?.ts);
    expect(broken()).toEqual([]);
  });

  test('an event that Slack delivers again is handled once', async () => {
    const { slack, stage, bot, openGate } = await openRoom(mode);

    const asked = await slack.people.ben.mention('slow');
    await slack.events.repeatLast();
    await until(() => stage.calls.length === 1);
    openGate();
    await asked.message('Done at last');
    await bot.stop();

    expect(stage.calls).toEqual(['slow']);
  });

  test('the Home tab shows what the bot has for that person', async () => {
    const { slack, broken } = await openRoom(mode);
    const { amy } = slack.people;

    const home = await (await amy.openHome()).home('Hello amy, you are operator.');

    expect(slack.home(amy)).toBe(home);
    expect(broken()).toEqual([]);
  });

  test('a press in the Home tab is answered in the direct conversation and shows the tab anew', async () => {
    let visits = 0;
    const home = async () => {
      visits += 1;
      const button = {
        label: 'Approve',
        runs: 'approve',
        input: { proposal: 9 },
        style: 'primary',
      };
      const buttons = { kind: 'buttons' as const, buttons: [button as never] };
      return [
        { ...say('Shelf', `Visit ${visits}`), blocks: [buttons] },
        say('Visits', `${visits}`),
      ];
    };
    const { slack, broken } = await openRoom(mode, { bot: { home } });
    const { amy } = slack.people;

    const first = await (await amy.openHome()).home('1');
    const pressed = await amy.press(first, 'Approve');
    const answer = await pressed.message('Approved 9');
    await pressed.home('2');

    expect(answer.channel).toBe(slack.direct(amy).id);
    expect(broken()).toEqual([]);
  });

  test('a text as long as a book is refused', async () => {
    const { slack, broken } = await openRoom(mode);

    const answer = await (await slack.people.ben.dm('<'.repeat(30_000))).message('too many');

    expect(slack.show(answer)).toContain('At most 4000');
    expect(broken()).toEqual([]);
  });
});
