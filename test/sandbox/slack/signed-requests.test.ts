import { afterEach, beforeEach, expect, test } from 'vitest';
import { type SlackStandIn, startSlack } from '../../../src/sandbox/slack/index.ts';
import type { Signature } from '../../../src/sandbox/slack/signature.ts';
import { type BoltApp, startBolt } from './bolt-app.ts';

let slack: SlackStandIn;
let bolt: BoltApp;
let retries: unknown[];

beforeEach(async () => {
  slack = await startSlack();
  retries = [];
  bolt = await startBolt(slack, 'http', (app) => {
    app.command('/shelf', async ({ ack }) => ack('plain words'));
    app.event('app_mention', async ({ context, body }) => {
      retries.push([body.event_id, context.retryNum, context.retryReason]);
    });
  });
});

afterEach(async () => {
  await bolt.stop();
  await slack.stop();
});

// Bolt 5.1 refuses old timestamps but not future ones.
test.each<[Signature, number]>([
  ['valid', 200],
  ['forged', 401],
  ['stale', 401],
  ['unsigned', 401],
  ['future', 200],
])('a request that is %s is answered with %i', async (signature, status) => {
  const body = new URLSearchParams({ command: '/shelf', text: '', token: 't' }).toString();

  expect(await slack.http.send(body, signature)).toMatchObject({ status });
});

test('the request address passes the challenge', async () => {
  expect(await slack.http.verify()).toBe(true);
});

test('words of an acknowledgement are its text', async () => {
  const seen = await slack.people.amy.slash('/shelf');

  expect(slack.show(await seen.message())).toBe('plain words');
});

test('a repeated event says so in its headers', async () => {
  await slack.people.amy.mention('hello');

  await slack.events.repeatLast();

  const [first, second] = await slack.until(
    () => retries.length === 2 && (retries as [string, ...unknown[]][]),
    'two events',
  );
  expect(second).toEqual([first?.[0], 1, 'http_timeout']);
  expect(first).toEqual([expect.any(String), undefined, undefined]);
});

test('an answer that does not come in time is shown as a timeout', async () => {
  const impatient = await startSlack({ deadlineMs: 100 });
  const silent = await startBolt(impatient, 'http', (app) => app.command('/shelf', async () => {}));

  const seen = await impatient.people.amy.slash('/shelf');

  expect(seen.outcome).toBe('operation_timeout');
  expect(impatient.violations.map(({ rule }) => rule)).toEqual(['late_ack']);
  await silent.stop();
  await impatient.stop();
});

test('an answer that is no success reaches nobody', async () => {
  slack.http.address = `${slack.url}/elsewhere`;

  expect((await slack.people.amy.slash('/shelf')).outcome).toBe('dispatch_failed');
});
