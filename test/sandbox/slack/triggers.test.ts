import { afterEach, beforeEach, expect, test } from 'vitest';
import { type SlackStandIn, startSlack } from '../../../src/sandbox/slack/index.ts';
import { call, rules } from './call.ts';
import { connect, type SocketClient } from './socket-client.ts';

const plain = (text: string) => ({ type: 'plain_text', text });
const button = { type: 'button', text: plain('More') };
const view = {
  type: 'modal',
  title: plain('One'),
  external_id: 'one',
  blocks: [{ type: 'actions', elements: [button] }],
};
const { external_id: _id, ...another } = view;

let slack: SlackStandIn;
let client: SocketClient;
let now: Date;

beforeEach(async () => {
  now = new Date('2026-05-01T12:00:00Z');
  slack = await startSlack({ now: () => now });
  client = await connect(slack);
});

afterEach(() => slack.stop());

async function triggerOf(type: string, act: () => Promise<unknown>): Promise<string> {
  const seen = act();
  const envelope = await client.next(type);
  client.ack(envelope);
  await seen;
  return (envelope['payload'] as { trigger_id: string }).trigger_id;
}

const commandTrigger = () => triggerOf('slash_commands', () => slack.people.amy.slash('/shelf'));

/** Presses the button of the modal on top. */
const modalTrigger = () =>
  triggerOf('interactive', async () => {
    const top = slack.people.amy.modals.at(-1);
    if (top) await slack.people.amy.press(top, 'More');
  });

test('a trigger opens one modal', async () => {
  const trigger_id = await commandTrigger();

  const told = await call(slack, 'views.open', { trigger_id, view });
  const again = await call(slack, 'views.open', { trigger_id, view: another });

  expect(told).toMatchObject({ ok: true, view: { type: 'modal', external_id: 'one' } });
  expect(again.error).toBe('exchanged_trigger_id');
  expect(rules(slack)).toEqual(['exchanged_trigger_id']);
});

test('a trigger lives for three seconds', async () => {
  const [early, late] = [await commandTrigger(), await commandTrigger()];

  now = new Date(now.getTime() + 3000);
  const inTime = await call(slack, 'views.open', { trigger_id: early, view });
  now = new Date(now.getTime() + 1);
  const tooLate = await call(slack, 'views.open', { trigger_id: late, view: another });

  expect([inTime.ok, tooLate.error]).toEqual([true, 'expired_trigger_id']);
});

test('a trigger that never was is invalid', async () => {
  const told = await call(slack, 'views.open', { trigger_id: 'guess', view });

  expect(told.error).toBe('invalid_trigger_id');
});

test('three modals lie on top of each other, put there from inside a modal', async () => {
  const push = async (trigger: string) =>
    (await call(slack, 'views.push', { trigger_id: trigger, view: another })).error ?? 'ok';
  const outside = await push(await commandTrigger());
  await call(slack, 'views.open', { trigger_id: await commandTrigger(), view });

  const inside = [await push(await modalTrigger()), await push(await modalTrigger())];
  const fourth = await push(await modalTrigger());

  expect(outside).toBe('invalid_trigger_id');
  expect(inside).toEqual(['ok', 'ok']);
  expect(fourth).toBe('push_limit_reached');
  expect(slack.people.amy.modals).toHaveLength(3);
});

test('a view is found by its own external id, which no other view may have', async () => {
  await call(slack, 'views.open', { trigger_id: await commandTrigger(), view });

  const updated = await call(slack, 'views.update', {
    external_id: 'one',
    view: { ...view, title: plain('Two') },
  });
  const twin = await call(slack, 'views.publish', {
    user_id: slack.people.ben.id,
    view: { type: 'home', external_id: 'one', blocks: [] },
  });

  expect(updated).toMatchObject({ ok: true, view: { title: plain('Two') } });
  expect(twin.error).toBe('duplicate_external_id');
});
