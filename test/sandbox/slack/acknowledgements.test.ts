import { afterEach, beforeEach, expect, test } from 'vitest';
import { type SlackStandIn, startSlack, type View } from '../../../src/sandbox/slack/index.ts';
import { call, rules } from './call.ts';
import { connect, type SocketClient } from './socket-client.ts';

const plain = (text: string) => ({ type: 'plain_text', text });
const option = (value: string) => ({ text: plain(value), value });
const card = [
  {
    type: 'actions',
    elements: [
      { type: 'button', text: plain('Go') },
      { type: 'external_select', action_id: 'series', placeholder: plain('Series') },
      { type: 'overflow', action_id: 'more', options: [option('later'), option('never')] },
      { type: 'checkboxes', action_id: 'formats', options: [option('m4b'), option('mp3')] },
    ],
  },
];
const form = {
  type: 'modal',
  title: plain('Why?'),
  submit: plain('Send'),
  blocks: [
    {
      type: 'input',
      block_id: 'reason',
      label: plain('Reason'),
      element: { type: 'plain_text_input', action_id: 'answer' },
    },
  ],
};

let slack: SlackStandIn;
let client: SocketClient;

beforeEach(async () => {
  slack = await startSlack();
  client = await connect(slack);
});

afterEach(() => slack.stop());

/** What the act leads to when it is acknowledged with this. */
async function acknowledged<T>(type: string, act: Promise<T>, payload: object): Promise<T> {
  client.ack(await client.next(type), payload);
  return act;
}

async function postedCard() {
  await call(slack, 'chat.postMessage', { channel: 'books', text: 'card', blocks: card });
  const [message] = slack.channel('books').messages;
  if (!message) throw new Error('no message');
  return message;
}

async function openForm(): Promise<View> {
  const { amy } = slack.people;
  const seen = amy.slash('/shelf');
  const envelope = await client.next('slash_commands');
  const { trigger_id } = envelope['payload'] as { trigger_id: string };
  await call(slack, 'views.open', { trigger_id, view: form });
  client.ack(envelope);
  return (await seen).modal();
}

test('a command can be answered for all in the channel', async () => {
  const payload = { text: 'look', response_type: 'in_channel' };

  await acknowledged('slash_commands', slack.people.amy.slash('/shelf'), payload);

  expect(slack.channel('books').messages.map(slack.show)).toEqual(['look']);
});

test('an answer to a command with blocks Slack does not take is shown as a failure', async () => {
  const payload = { text: 'x', blocks: [{ type: 'marquee' }] };

  const seen = await acknowledged('slash_commands', slack.people.amy.slash('/shelf'), payload);

  expect(seen.outcome).toBe('dispatch_failed');
  expect(rules(slack)).toEqual(['invalid_blocks']);
});

test('words in the answer to a press are shown nowhere', async () => {
  const press = slack.people.amy.press(await postedCard(), 'Go');

  const seen = await acknowledged('interactive', press, { text: 'done' });

  expect(seen.messages()).toEqual([]);
  expect(rules(slack)).toEqual(['ack_ignored']);
});

test('options for a select are at most 100', async () => {
  const options = Array.from({ length: 101 }, (_, index) => option(`${index}`));
  const suggest = slack.people.amy.suggest(await postedCard(), 'series', 'ferry');

  expect(await acknowledged('interactive', suggest, { options })).toEqual([]);
  expect(rules(slack)).toEqual(['invalid_options']);
});

test('a press carries what the person has selected in the message before', async () => {
  const { amy } = slack.people;
  const message = await postedCard();
  await acknowledged('interactive', amy.choose(message, 'never'), {});
  await acknowledged('interactive', amy.choose(message, ['m4b', 'mp3']), {});
  await acknowledged('interactive', amy.press(message, 'Go'), {});

  const payloads = client.received.flatMap((one) => one['payload'] ?? []);
  const selected = [{ value: 'm4b' }, { value: 'mp3' }];
  const state = (payloads.at(-1) as { state: { values: Record<string, object> } }).state;
  expect(payloads).toMatchObject([
    { actions: [{ type: 'overflow', selected_option: { value: 'never' } }] },
    { actions: [{ type: 'checkboxes', selected_options: selected }] },
    { actions: [{ type: 'button' }], user: { id: amy.id } },
  ]);
  expect(Object.values(state.values)).toMatchObject([{ formats: { selected_options: selected } }]);
});

test.each<[object, string]>([
  [{ response_action: 'errors', errors: { nowhere: 'no' } }, 'invalid_errors'],
  [{ response_action: 'vanish' }, 'invalid_response_action'],
  [{ response_action: 'update', view: { type: 'modal' } }, 'invalid_arguments'],
  [{ text: 'thank you' }, 'invalid_response_action'],
])('%j is no answer to a modal', async (payload, rule) => {
  const modal = await openForm();
  const before = slack.violations.length;

  await acknowledged('interactive', slack.people.amy.submit(modal, { Reason: 'x' }), payload);

  expect(rules(slack).slice(before)).toEqual([rule]);
});

test('a modal can be told to clear everything', async () => {
  const modal = await openForm();
  const send = slack.people.amy.submit(modal, { Reason: 'x' });

  await acknowledged('interactive', send, { response_action: 'clear' });

  expect(slack.people.amy.modals).toEqual([]);
});
