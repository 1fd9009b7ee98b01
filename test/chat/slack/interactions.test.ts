import { describe, expect, test } from 'vitest';
import { openCard } from './commands.ts';
import { until } from '../../support/until.ts';
import { type Mode, openRoom } from './room.ts';

const modes: Mode[] = ['socket', 'http'];

/** The bot with its card in #books. */
async function openRoomWithCard(mode: Mode) {
  const room = await openRoom(mode);
  const { messageId } = await room.bot.post(openCard, 'card:12');
  const books = room.slack.channel('books');
  const card = books.messages.find(({ ts }) => ts === messageId);
  if (!card) throw new Error('the card is not in the channel');
  return { ...room, card, books };
}

describe.each(modes)('over %s', (mode) => {
  test('a slash command is answered in the channel, a private one to the asker alone', async () => {
    const { slack, broken } = await openRoom(mode);
    const { ben } = slack.people;

    const open = await (await ben.slash('/queue', '2')).message('Queue: 2');
    const secret = await (await ben.slash('/shelf', 'ratio')).message('Ratio 1.85');
    const bare = await (await ben.slash('/shelf')).message('Commands');

    expect([open.onlyFor, secret.onlyFor, bare.onlyFor]).toEqual([null, ben.id, null]);
    expect(broken()).toEqual([]);
  });

  test('a slow command is acknowledged at once and answered when it is done', async () => {
    const { slack, stage, openGate, broken } = await openRoom(mode, {
      standIn: { deadlineMs: 500 },
    });

    const asked = await slack.people.ben.slash('/shelf', 'slow');
    await until(() => stage.calls.length === 1);
    const before = asked.messages();
    openGate();
    const answer = await asked.message('Done at last');

    expect(asked.outcome).toBe('acknowledged');
    expect(before).toEqual([]);
    expect(answer.onlyFor).toBeNull();
    expect(broken()).toEqual([]);
  });

  test('a stranger is refused, and only they see it', async () => {
    const { slack, card, stage, broken } = await openRoomWithCard(mode);
    const { ben } = slack.people;

    const typed = await (await ben.slash('/shelf', 'approve 12')).message(
      'needs the role operator',
    );
    const pressed = await (await ben.press(card, 'Approve')).message('needs the role operator');

    expect([typed.onlyFor, pressed.onlyFor]).toEqual([ben.id, ben.id]);
    expect(stage.approvedBy.size).toBe(0);
    expect(broken()).toEqual([]);
  });

  test('a press decides, and the presser alone reads how it went', async () => {
    const { slack, card, stage, broken } = await openRoomWithCard(mode);
    const { amy } = slack.people;

    const first = await (await amy.press(card, 'Approve')).message('Approved by amy');
    const second = await (await amy.press(card, 'Approve')).message('Already approved by amy');
    const sure = await (await amy.press(card, 'Give it up')).message('Cancelled 7');

    expect([first, second, sure].map(({ onlyFor }) => onlyFor)).toEqual([amy.id, amy.id, amy.id]);
    expect(stage.approvedBy.get(12)).toBe('amy');
    expect(broken()).toEqual([]);
  });

  test('twenty presses at once make one decision', async () => {
    const { slack, card, stage, broken } = await openRoomWithCard(mode);
    const { amy } = slack.people;

    const presses = await Promise.all(Array.from({ length: 20 }, () => amy.press(card, 'Approve')));
    await slack.until(() => amy.private.length === 20, 'twenty answers');

    expect(presses.every(({ outcome }) => outcome === 'acknowledged')).toBe(true);
    const words = amy.private.map((message) => slack.show(message));
    expect(words.filter((text) => text.includes('Approved by amy'))).toHaveLength(1);
    expect(words.filter((text) => text.includes('Already approved'))).toHaveLength(19);
    expect(stage.approvedBy.size).toBe(1);
    expect(broken()).toEqual([]);
  });

  test('a reason is asked in a modal', async () => {
    const { slack, card, broken } = await openRoomWithCard(mode);
    const { amy } = slack.people;

    const modal = await (await amy.press(card, 'Reject')).modal('Why not?');
    const answer = await (await amy.submit(modal, { 'Why not?': 'too big' })).message(
      'Rejected 12',
    );

    expect(slack.show(modal)).toContain('The Glass Orchard');
    expect(slack.show(answer)).toContain('Reason: too big.');
    expect(answer.onlyFor).toBe(amy.id);
    expect(broken()).toEqual([]);
  });

  test('a select and a form make a call of the chosen and written words', async () => {
    const { slack, card, broken } = await openRoomWithCard(mode);
    const { amy } = slack.people;

    const chosen = await amy.choose(card, 'Hollow Lands (3 missing)');
    const series = await chosen.message('Series Hollow & <Lands> 7%');
    const form = await (await amy.press(card, 'Another book')).modal('Title');
    const request = await (await amy.submit(form, { Title: 'Ozma & Co' })).message('Requested');

    expect(slack.show(series)).toContain('Monitor: all.');
    expect(slack.show(request)).toContain('Requested Ozma & Co');
    expect(slack.show(request)).toContain('By anybody.');
    expect(broken()).toEqual([]);
  });

  test('a card keeps working after a restart', async () => {
    const room = await openRoomWithCard(mode);
    const { slack, card } = room;

    await room.restart();
    const modal = await (await slack.people.amy.press(card, 'Reject')).modal('Why not?');
    await room.restart();
    const sent = await slack.people.amy.submit(modal, { 'Why not?': 'not now' });

    expect(slack.show(await sent.message('Rejected 12'))).toContain('Reason: not now.');
    expect(room.broken()).toEqual([]);
  });

  test('a bug shows an id and no detail', async () => {
    const { slack, bugs, broken } = await openRoom(mode);

    const answer = await (await slack.people.ben.slash('/shelf', 'broken')).message('went wrong');

    expect(slack.show(answer)).toMatch(/under the id [0-9a-f]{8}/);
    expect(slack.show(answer)).not.toContain('secret');
    expect(bugs).toEqual([new TypeError('secret detail')]);
    expect(broken()).toEqual([]);
  });
});
