import { expect, test } from 'vitest';
import { until } from '../../support/until.ts';
import { connected, openRoom, type Room } from './room.ts';

/** The bot answers a person through a socket that came up after `act`. */
async function expectBackAfter(room: Room, act: () => void): Promise<void> {
  const { slack } = room;
  const opened = () =>
    slack.calls.filter(({ method }) => method === 'apps.connections.open').length;
  const before = opened();
  act();
  await until(() => opened() > before && slack.sockets.count() === 1);
  const answer = await (await slack.people.ben.slash('/queue', '1')).message('Queue: 1');
  expect(answer.onlyFor).toBeNull();
}

test.each(['warning', 'refresh_requested', 'link_disabled', 'too_many_websockets'] as const)(
  'after Slack says goodbye (%s) the bot is back',
  async (reason) => {
    const room = await openRoom('socket');

    await expectBackAfter(room, () => room.slack.sockets.disconnect(reason));

    expect(room.broken()).toEqual([]);
    expect(room.problems).toEqual([]);
  },
);

test('after a cut line the bot is back', async () => {
  const room = await openRoom('socket');

  await expectBackAfter(room, () => room.slack.sockets.drop());

  expect(room.broken()).toEqual([]);
});

test('a line that went dead without a word is noticed', async () => {
  const room = await openRoom('socket');
  room.slack.sockets.mute(true);

  await until(() => room.slack.sockets.count() === 0);
  await expectBackAfter(room, () => room.slack.sockets.mute(false));

  expect(room.broken()).toEqual([]);
});

test('an outage is told as a problem, and its end too', async () => {
  const room = await openRoom('socket');

  room.slack.setOutage(true);
  await until(() => room.problems.at(-1)?.text.startsWith('Slack cannot be reached'));
  room.slack.setOutage(false);
  await connected(room, 'socket');
  await until(() => room.problems.at(-1) === null);

  expect(room.broken()).toEqual([]);
});

test('while Slack takes no sockets the bot keeps trying', async () => {
  const room = await openRoom('socket');
  room.slack.sockets.refuse(true);
  room.slack.sockets.drop();

  await until(() => room.problems.at(-1)?.text.startsWith('Slack cannot be reached'));
  await expectBackAfter(room, () => room.slack.sockets.refuse(false));

  await until(() => room.problems.at(-1) === null);
  expect(room.broken()).toEqual([]);
});

test('the bot starts while Slack is down and comes up with it', async () => {
  const room = await openRoom('socket', { isStarted: false });
  room.slack.setOutage(true);

  await room.bot.start();
  const post = room.bot.post({ title: 'x', tone: 'info', blocks: [] }, 'k');
  await expect(post).rejects.toMatchObject({ service: 'slack', kind: 'unreachable' });
  await until(() => room.problems.at(-1)?.text.startsWith('Slack cannot be reached'));
  room.slack.setOutage(false);
  await connected(room, 'socket');

  await until(() => room.problems.at(-1) === null);
  expect(room.bugs).toEqual([]);
});

test('an app token that Slack refuses is told with what to do, and ends nothing', async () => {
  const room = await openRoom('socket', { bot: { appToken: 'xapp-old' }, isConnected: false });

  await until(() => room.problems.at(-1)?.hint.includes('SLACK_APP_TOKEN'));
  const post = await room.bot.post({ title: 'Still here', tone: 'info', blocks: [] }, 'k');

  expect(post.channel).toBe(room.slack.channel('books').id);
});

test('tokens revoked while it runs end nothing either', async () => {
  const room = await openRoom('socket');

  room.slack.tokens.revoked = 'account_inactive';
  room.slack.sockets.drop();
  await until(() => room.problems.at(-1)?.hint.includes('SLACK_APP_TOKEN'));
  room.slack.tokens.revoked = null;
  await connected(room, 'socket');
  await until(() => room.problems.at(-1) === null);

  expect(new Set(room.broken())).toEqual(new Set(['account_inactive']));
});

test('stop waits for what is being done and closes the socket', async () => {
  const room = await openRoom('socket');
  const asked = await room.slack.people.ben.slash('/shelf', 'slow');
  await until(() => room.stage.calls.length === 1);

  const stopped = room.bot.stop();
  room.openGate();
  await stopped;

  expect(room.slack.show(await asked.message())).toContain('Done at last');
  await room.slack.until(() => room.slack.sockets.count() === 0, 'no socket');
});
