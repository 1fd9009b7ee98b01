import { afterEach, beforeEach, expect, test } from 'vitest';
import { type SlackStandIn, startSlack } from '../../../src/sandbox/slack/index.ts';
import { call, rules } from './call.ts';
import { connect, type SocketClient } from './socket-client.ts';

let slack: SlackStandIn;
let client: SocketClient;
let now: Date;

beforeEach(async () => {
  now = new Date('2026-05-01T12:00:00Z');
  slack = await startSlack({ now: () => now });
  client = await connect(slack);
});

afterEach(() => slack.stop());

/** The response address of a slash command, acknowledged without words. */
async function commandAddress(): Promise<string> {
  const seen = slack.people.amy.slash('/shelf');
  return addressOf(await client.next('slash_commands'), seen);
}

/** The response address of a press on a button of the message. */
async function pressAddress(onlyFor: string | null = null): Promise<string> {
  const button = { type: 'button', text: { type: 'plain_text', text: 'Go' } };
  const blocks = [{ type: 'actions', elements: [button] }];
  const method = onlyFor === null ? 'chat.postMessage' : 'chat.postEphemeral';
  await call(slack, method, { channel: 'books', text: 'card', blocks, user: onlyFor ?? '' });
  const { amy } = slack.people;
  const message = onlyFor === null ? slack.channel('books').messages.at(-1) : amy.private.at(-1);
  if (!message) throw new Error('no message');
  const seen = amy.press(message, 'Go');
  return addressOf(await client.next('interactive'), seen);
}

async function addressOf(
  envelope: Parameters<SocketClient['ack']>[0],
  seen: Promise<unknown>,
): Promise<string> {
  client.ack(envelope);
  await seen;
  return (envelope['payload'] as { response_url: string }).response_url;
}

async function respond(address: string, body: object) {
  const answer = await fetch(address, { method: 'POST', body: JSON.stringify(body) });
  return [answer.status, await answer.text()];
}

test('it shows words to the one person, or to all when asked', async () => {
  const address = await commandAddress();

  await respond(address, { text: 'for you' });
  await respond(address, { text: 'for all', response_type: 'in_channel' });

  expect(slack.people.amy.private.map(slack.show)).toEqual(['for you']);
  expect(slack.channel('books').messages.map(slack.show)).toEqual(['for all']);
});

test('it works five times', async () => {
  const address = await commandAddress();
  for (let use = 0; use < 5; use += 1) await respond(address, { text: `${use}` });

  expect(await respond(address, { text: '6' })).toEqual([404, '{"ok":false,"error":"used_url"}']);
  expect(rules(slack)).toEqual(['used_url']);
});

test('it works for half an hour', async () => {
  const address = await commandAddress();
  now = new Date(now.getTime() + 30 * 60_000 + 1);

  const [status] = await respond(address, { text: 'late' });

  expect(status).toBe(404);
  expect(rules(slack)).toEqual(['expired_url']);
});

test('that of a button replaces or deletes its message', async () => {
  const address = await pressAddress();
  await respond(address, { text: 'done', replace_original: true });
  const after = slack.channel('books').messages.map(slack.show);
  await respond(address, { delete_original: true });

  expect(after).toEqual(['done']);
  expect(slack.channel('books').messages).toEqual([]);
});

test('it reaches a message that only one person sees, which chat.update does not', async () => {
  const { amy } = slack.people;
  const address = await pressAddress(amy.id);
  const [message] = amy.private;
  const channel = slack.channel('books').id;

  const told = await call(slack, 'chat.update', { channel, ts: message?.ts, text: 'x' });
  await respond(address, { text: 'done', replace_original: true });

  expect(told.error).toBe('message_not_found');
  expect(amy.private.map(slack.show)).toEqual(['done']);
});

test('the payload of a press on such a message does not carry the message', async () => {
  await pressAddress(slack.people.amy.id);

  const payload = client.received.at(-1)?.['payload'];
  expect(payload).toMatchObject({ container: { is_ephemeral: true } });
  expect(payload).not.toHaveProperty('message');
});

test('that of a command has nothing to replace', async () => {
  const address = await commandAddress();
  await respond(address, { text: 'one' });
  await respond(address, { text: 'two', replace_original: true });

  expect(slack.people.amy.private.map(slack.show)).toEqual(['one', 'two']);
});

test('blocks that Slack does not take are refused', async () => {
  const [status] = await respond(await commandAddress(), { text: 'x', blocks: [{ type: 'x' }] });

  expect(status).toBe(400);
  expect(rules(slack)).toEqual(['invalid_blocks']);
});
