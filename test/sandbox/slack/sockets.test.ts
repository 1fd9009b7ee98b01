import { once } from 'node:events';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { type SlackStandIn, startSlack } from '../../../src/sandbox/slack/index.ts';
import { call, rules } from './call.ts';
import { connect } from './socket-client.ts';

let slack: SlackStandIn;

beforeEach(async () => {
  slack = await startSlack();
});

afterEach(() => slack.stop());

/** The same with a deadline that tests can wait for. */
async function startImpatient(): Promise<void> {
  await slack.stop();
  slack = await startSlack({ deadlineMs: 300 });
}

test('a connection begins with hello and carries envelopes', async () => {
  const client = await connect(slack);
  const hello = await client.next('hello');
  const seen = slack.people.amy.slash('/shelf', 'Tom & Jerry');

  const envelope = await client.next('slash_commands');
  client.ack(envelope, { text: 'fine' });

  expect(hello).toMatchObject({ num_connections: 1, connection_info: { app_id: slack.app.id } });
  expect(envelope).toMatchObject({
    accepts_response_payload: true,
    payload: { command: '/shelf', text: 'Tom &amp; Jerry', user_id: slack.people.amy.id },
  });
  expect((await seen).messages()).toMatchObject([{ text: 'fine' }]);
});

test('the address of a connection works once', async () => {
  const { url } = await call(slack, 'apps.connections.open', {}, slack.tokens.app);
  await once(new WebSocket(String(url)), 'open');

  const [error] = await once(new WebSocket(String(url)), 'error');

  expect(String(error)).toContain('401');
});

test('a command nobody acknowledges in time is shown as a timeout', async () => {
  await startImpatient();
  const client = await connect(slack);
  const seen = await slack.people.amy.slash('/shelf');
  client.ack(await client.next('slash_commands'), { text: 'too late' });

  expect(seen.outcome).toBe('operation_timeout');
  expect(rules(slack)).toEqual(['late_ack']);
  expect(seen.messages()).toEqual([]);
});

test('a second acknowledgement and one for nothing are written down', async () => {
  const client = await connect(slack);
  const seen = slack.people.amy.slash('/shelf');
  const envelope = await client.next('slash_commands');
  client.ack(envelope);
  client.ack(envelope);
  client.ack({ type: 'x', envelope_id: 'none' });

  await slack.until(() => slack.violations.at(1), 'two violations');
  expect((await seen).outcome).toBe('acknowledged');
  expect(rules(slack)).toEqual(['second_ack', 'unknown_envelope']);
});

test('without a connection nothing is delivered', async () => {
  expect((await slack.people.amy.slash('/shelf')).outcome).toBe('dispatch_failed');
});

test('an event that is not acknowledged comes again at once, then when told', async () => {
  await startImpatient();
  const client = await connect(slack);
  await slack.people.amy.mention('hello');

  const first = await client.next('events_api');
  const second = await client.next('events_api');
  await slack.until(() => slack.violations.length > 1, 'a second timeout');
  const again = slack.events.redeliver();
  const third = await client.next('events_api');
  client.ack(third);
  await again;
  await slack.events.redeliver();

  const ids = [first, second, third].map(
    (one) => (one['payload'] as { event_id: string }).event_id,
  );
  expect(new Set(ids).size).toBe(1);
  expect([first, second, third].map((one) => one['retry_attempt'])).toEqual([0, 1, 2]);
  expect(client.received.filter((one) => one.type === 'events_api')).toHaveLength(3);
});

test('the eleventh connection is sent away', async () => {
  for (let count = 0; count < 10; count += 1) await connect(slack);

  const eleventh = await connect(slack);

  expect(await eleventh.next('disconnect')).toMatchObject({ reason: 'too_many_websockets' });
  expect(slack.sockets.count()).toBe(10);
  expect(rules(slack)).toEqual(['too_many_websockets']);
});

test('envelopes go to the connections in turn', async () => {
  const clients = [await connect(slack), await connect(slack)];
  for (const client of clients) {
    client.socket.on('message', () => {
      const last = client.received.at(-1);
      if (last?.type === 'slash_commands') client.ack(last);
    });
  }

  await slack.people.amy.slash('/shelf');
  await slack.people.amy.slash('/shelf');

  for (const client of clients) {
    expect(client.received.filter((one) => one.type === 'slash_commands')).toHaveLength(1);
  }
});

test.each(['warning', 'refresh_requested', 'link_disabled'] as const)(
  'a connection can be asked to go: %s',
  async (reason) => {
    const client = await connect(slack);

    slack.sockets.disconnect(reason);

    expect(await client.next('disconnect')).toMatchObject({ reason });
  },
);

test('pings are answered until the connection is muted', async () => {
  await startImpatient();
  const client = await connect(slack);
  client.socket.ping('1');
  await once(client.socket, 'pong');
  const pongs: string[] = [];
  client.socket.on('pong', (data) => pongs.push(data.toString()));

  slack.sockets.mute(true);
  client.socket.ping('2');
  expect((await slack.people.amy.slash('/shelf')).outcome).toBe('operation_timeout');
  slack.sockets.mute(false);
  client.socket.ping('3');
  await once(client.socket, 'pong');

  expect(pongs).toEqual(['3']);
  expect(client.received.map((one) => one.type)).toEqual(['hello']);
});

test('dropped connections are gone without a goodbye', async () => {
  const client = await connect(slack);

  slack.sockets.drop();
  const [code] = await once(client.socket, 'close');

  expect(code).toBe(1006);
  expect(slack.sockets.count()).toBe(0);
});
