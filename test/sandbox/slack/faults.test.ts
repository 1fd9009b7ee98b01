import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { type SlackStandIn, startSlack } from '../../../src/sandbox/slack/index.ts';
import { startBolt } from './bolt-app.ts';
import { call, callRaw, rules } from './call.ts';
import { connect } from './socket-client.ts';

let slack: SlackStandIn;
let now: Date;

beforeEach(async () => {
  now = new Date('2026-05-01T12:00:00Z');
  slack = await startSlack({ now: () => now });
});

afterEach(() => slack.stop());

const post = () => callRaw(slack, 'chat.postMessage', { channel: 'books', text: 'x' });
const posted = () => slack.channel('books').messages.length;

test('the next calls fail as planned, the one after does not', async () => {
  slack.failNext('chat.postMessage', { status: 502, body: 'bad gateway' }, 2);

  const statuses = [await post(), await post(), await post()].map((answer) => answer.status);

  expect(statuses).toEqual([502, 502, 200]);
  expect(posted()).toBe(1);
  expect(slack.violations).toEqual([]);
});

test('a reset cuts the connection before anything happens', async () => {
  slack.failNext('chat.postMessage', 'reset');

  await expect(post()).rejects.toThrow('fetch failed');
  expect(posted()).toBe(0);
});

test('an answer lost after processing leaves the effect', async () => {
  slack.failNext('chat.postMessage', { afterProcessing: true });

  await expect(post()).rejects.toThrow('fetch failed');
  expect(posted()).toBe(1);
});

test('a fault for a method that does not exist is a mistake', () => {
  expect(() => slack.failNext('chat.shout', 'reset')).toThrow('chat.shout');
});

test('more than a burst of messages to one channel has to wait', async () => {
  slack.limits.postBurst = 2;
  const before = [await post(), await post(), await post()];
  now = new Date(now.getTime() + 1000);
  const after = await post();

  expect(before.map((answer) => answer.status)).toEqual([200, 200, 429]);
  expect(before[2]?.headers.get('retry-after')).toBe('1');
  expect(await before[2]?.json()).toEqual({ ok: false, error: 'ratelimited' });
  expect(after.status).toBe(200);
  expect(rules(slack)).toEqual(['ratelimited']);
});

test('each method has the limit of its tier', async () => {
  slack.limits.tier2 = 1;
  const list = () => callRaw(slack, 'pins.list', { channel: slack.channel('books').id });

  const answers = [await list(), await list()];

  expect(answers.map((answer) => answer.status)).toEqual([200, 429]);
  expect(answers[1]?.headers.get('retry-after')).toBe('60');
});

test('an outage stops calls, connections and people', async () => {
  const client = await connect(slack);
  const { url } = await call(slack, 'apps.connections.open', {}, slack.tokens.app);
  slack.setOutage(true);

  expect((await post()).status).toBe(503);
  expect((await slack.people.amy.slash('/shelf')).outcome).toBe('dispatch_failed');
  await expect(connectTo(String(url))).rejects.toThrow('refused');
  await slack.until(() => slack.sockets.count() === 0, 'the sockets to go');
  expect(client.socket.readyState).toBeGreaterThan(1);

  slack.setOutage(false);
  expect((await post()).status).toBe(200);
});

test('latency delays every answer', async () => {
  const order: string[] = [];
  slack.setLatency(500);
  const slow = post().then(() => order.push('slow'));
  await vi.waitFor(() => expect(slack.requests).toHaveLength(1));
  slack.setLatency(0);

  await post().then(() => order.push('fast'));
  await slow;

  expect(order).toEqual(['fast', 'slow']);
});

test.each(['drop', 'refresh', 'outage'] as const)(
  'a Bolt app comes back after: %s',
  async (what) => {
    const bolt = await startBolt(slack, 'socket', (app) => {
      app.command('/shelf', async ({ ack }) => ack('here again'));
    });

    if (what === 'drop') slack.sockets.drop();
    if (what === 'refresh') slack.sockets.disconnect('refresh_requested');
    if (what === 'outage') {
      slack.setOutage(true);
      await slack.until(() => slack.sockets.count() === 0, 'the socket to go');
      slack.setOutage(false);
    }
    await slack.until(() => slack.sockets.count() === 0, 'the socket to go');
    await slack.until(() => slack.sockets.count() === 1, 'a new socket');
    const seen = await slack.people.amy.slash('/shelf');

    expect(slack.show(await seen.message())).toBe('here again');
    await bolt.stop();
  },
);

async function connectTo(url: string): Promise<void> {
  const socket = new WebSocket(url);
  await new Promise<void>((resolve, reject) => {
    socket.onopen = () => resolve();
    socket.onerror = () => reject(new Error('refused'));
  });
}
