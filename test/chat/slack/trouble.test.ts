import { expect, test } from 'vitest';
import { openCard } from './commands.ts';
import { openRoom } from './room.ts';

function refusal(error: string, status = 200) {
  return { status, body: JSON.stringify({ ok: false, error }) };
}

test('a role given to a user group counts', async () => {
  const { slack, stage, broken } = await openRoom('socket', { bot: { roleGroups: ['SOPS'] } });
  const { ben } = slack.people;
  slack.team.paid = true;
  slack.groups.set('SOPS', { id: 'SOPS', handle: 'operators', members: [ben.id] });

  await (await ben.slash('/shelf', 'approve 12')).message('Approved by ben');

  expect(stage.approvedBy.get(12)).toBe('ben');
  expect(broken()).toEqual([]);
});

test('without the paid plan there are no groups, and nobody is stopped by that', async () => {
  const { slack, broken } = await openRoom('socket', { bot: { roleGroups: ['SOPS'] } });
  const { ben } = slack.people;

  await (await ben.slash('/queue', '1')).message('Queue: 1');
  await (await ben.slash('/shelf', 'approve 12')).message('needs the role operator');

  expect(broken()).toEqual(['plan_upgrade_required']);
});

test('when the groups cannot be asked for nobody gets a role by guess', async () => {
  const { slack, stage } = await openRoom('socket', { bot: { roleGroups: ['SOPS'] } });
  slack.failNext('usergroups.users.list', { status: 500 });

  const answer = await (await slack.people.ben.slash('/shelf', 'approve 12')).message('Slack');

  expect(slack.show(answer)).toContain('Slack cannot be reached');
  expect(stage.approvedBy.size).toBe(0);
});

test('a name that Slack does not tell is taken from the question', async () => {
  const { slack, stage } = await openRoom('socket');
  slack.failNext('users.info', { status: 429, headers: { 'retry-after': '30' } });

  await (await slack.people.amy.slash('/shelf', 'approve 12')).message('Approved 12');

  expect(stage.approvedBy.get(12)).toBe('amy');
});

test('a modal that came too late is told', async () => {
  const { slack, bot } = await openRoom('socket');
  await bot.post(openCard, 'card:12');
  const [card] = slack.channel('books').messages;
  if (!card) throw new Error('no card');
  slack.failNext('views.open', refusal('expired_trigger_id'));

  const answer = await (await slack.people.amy.press(card, 'Reject')).message('too long to open');

  expect(answer.onlyFor).toBe(slack.people.amy.id);
});

test('an answer whose address is used up comes as a direct message', async () => {
  const { slack, broken } = await openRoom('socket');
  const { ben } = slack.people;
  slack.failNext('response_url', refusal('used_url', 404));

  const answer = await (await ben.slash('/shelf', 'ratio')).message('Ratio 1.85');

  expect(answer.channel).toBe(slack.direct(ben).id);
  expect(broken()).toEqual([]);
});

test('an answer waits when Slack asks to come back soon', async () => {
  const { slack, broken } = await openRoom('socket');
  slack.failNext('chat.postMessage', { status: 429, headers: { 'retry-after': '1' } });

  const answer = await (await slack.people.ben.mention('queue 1')).message('Queue: 1');

  expect(answer.channel).toBe(slack.channel('books').id);
  expect(broken()).toEqual([]);
});

test('a button of another version is answered, and does nothing', async () => {
  const { slack, bot, stage } = await openRoom('socket');
  await bot.post(openCard, 'card:12');
  const [card] = slack.channel('books').messages;
  if (!card) throw new Error('no card');
  const text = JSON.stringify(card.blocks).replaceAll('\\"runs\\"', '\\"does\\"');
  card.blocks = JSON.parse(text);

  const answer = await (await slack.people.amy.press(card, 'Approve')).message('another version');

  expect(answer.onlyFor).toBe(slack.people.amy.id);
  expect(stage.approvedBy.size).toBe(0);
});

test('a Home tab that cannot be filled says why', async () => {
  const home = () => Promise.reject(new TypeError('secret detail'));
  const { slack, bugs, broken } = await openRoom('socket', { bot: { home } });

  const tab = await (await slack.people.amy.openHome()).home('went wrong');

  expect(slack.show(tab)).not.toContain('secret');
  expect(bugs).toHaveLength(1);
  expect(broken()).toEqual([]);
});
