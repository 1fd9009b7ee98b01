import assert from 'node:assert/strict';
import type { App } from '@slack/bolt';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type SlackStandIn, startSlack } from '../../../src/sandbox/slack/index.ts';
import { type BoltApp, type Mode, startBolt } from './bolt-app.ts';

const plain = (text: string) => ({ type: 'plain_text' as const, text });
const card = [
  { type: 'section', text: { type: 'mrkdwn', text: '*The Last Ferry* is missing' } },
  {
    type: 'actions',
    elements: [
      { type: 'button', action_id: 'v1:approve:7', text: plain('Approve') },
      {
        type: 'static_select',
        action_id: 'v1:edition:7',
        placeholder: plain('Edition'),
        options: [
          { text: plain('M4B, 64 kbps'), value: '1' },
          { text: plain('MP3, 128 kbps'), value: '2' },
        ],
      },
      { type: 'external_select', action_id: 'v1:series:7', placeholder: plain('Series') },
    ],
  },
];

function prepare(app: App): void {
  app.command('/shelf', async ({ command, ack, respond, client, payload }) => {
    if (command.text === 'quick') return ack({ text: 'here you are' });
    await ack();
    const channel = payload.channel_id;
    if (command.text === 'later') await respond('found it');
    if (command.text === 'card') {
      await client.chat.postMessage({ channel, text: 'a gap', blocks: card });
    }
    if (command.text === 'cover') {
      const file = Buffer.from('pretend this is a picture');
      await client.files.uploadV2({ channel_id: channel, file, filename: 'cover.png' });
    }
  });
  app.action(/^v1:approve:/, async ({ ack, body, client }) => {
    await ack();
    if (body.type !== 'block_actions' || !body.channel || !body.message) return;
    const text = `Approved by ${body.user.name}`;
    await client.chat.update({
      channel: body.channel.id,
      ts: body.message['ts'],
      text,
      blocks: [],
    });
  });
  app.action(/^v1:(edition|series):/, async ({ ack, action, respond }) => {
    await ack();
    if (action.type !== 'static_select' && action.type !== 'external_select') return;
    await respond(`you chose ${action.selected_option?.value}`);
  });
  app.options('v1:series:7', async ({ options, ack }) => {
    await ack({ options: [{ text: plain(`${options.value} stories`), value: 's1' }] });
  });
  app.event('app_home_opened', async ({ event, client }) => {
    const blocks = [{ type: 'header', text: plain('Your shelf') }];
    await client.views.publish({ user_id: event.user, view: { type: 'home', blocks } });
  });
  app.event('app_mention', async ({ event, say }) => {
    await say({ text: `heard: ${event.text}`, thread_ts: event.ts });
  });
  app.message(async ({ message, say }) => {
    if (message.subtype === undefined) await say(`you wrote: ${message.text}`);
  });
}

describe.each<Mode>(['socket', 'http'])('a Bolt app over %s', (mode) => {
  let slack: SlackStandIn;
  let bolt: BoltApp;

  beforeEach(async () => {
    slack = await startSlack();
    bolt = await startBolt(slack, mode, prepare);
  });

  afterEach(async () => {
    await bolt.stop();
    await slack.stop();
    assert.deepEqual(slack.violations, []);
  });

  test('answers a command with its acknowledgement', async () => {
    const message = await (await slack.people.amy.slash('/shelf', 'quick')).message();

    expect(slack.show(message)).toBe('here you are');
    expect(message.onlyFor).toBe(slack.people.amy.id);
  });

  test('answers a command later at its response address', async () => {
    const seen = await slack.people.amy.slash('/shelf', 'later');

    expect(slack.show(await seen.message('found'))).toBe('found it');
    expect(slack.people.ben.private).toEqual([]);
  });

  test('posts a card whose button changes it', async () => {
    const posted = await (await slack.people.amy.slash('/shelf', 'card')).message('(Approve)');

    const pressed = await slack.people.ben.press(posted, 'Approve');

    expect(slack.show(await pressed.message(/^Approved/))).toBe('Approved by ben');
    expect(slack.channel('books').messages).toHaveLength(1);
    expect(posted.edits.map((edit) => edit.text)).toEqual(['a gap']);
    await expect(slack.people.amy.press(posted, 'Approve')).rejects.toThrow('no button');
  });

  test('offers choices, its own and those it is asked for', async () => {
    const posted = await (await slack.people.amy.slash('/shelf', 'card')).message();

    const chosen = await slack.people.amy.choose(posted, 'MP3, 128 kbps');
    const suggested = await slack.people.ben.choose(posted, 's1', 'v1:series:7');

    expect(slack.show(await chosen.message())).toBe('you chose 2');
    expect(slack.show(await suggested.message())).toBe('you chose s1');
  });

  test('publishes a Home tab for the person who opens it', async () => {
    const seen = await slack.people.amy.openHome();

    expect(slack.show(await seen.home())).toBe('# Your shelf');
    expect(slack.home(slack.people.ben)).toBeNull();
  });

  test('hears mentions with their links and answers in a thread', async () => {
    const seen = await slack.people.ben.mention("what's new, @amy? <3 https://example.org/t/7");

    const answer = await seen.message();
    const [asked] = slack.channel('books').messages;
    expect(answer.text).toContain(
      `what's new, <@${slack.people.amy.id}>? &lt;3 <https://example.org/t/7>`,
    );
    expect(asked?.replies).toEqual([answer]);
  });

  test('talks in a direct conversation without hearing itself', async () => {
    const seen = await slack.people.amy.dm('hello');

    expect(slack.show(await seen.message())).toBe('you wrote: hello');
    expect(slack.direct(slack.people.amy).messages).toHaveLength(2);
  });

  test('uploads a picture into the channel', async () => {
    const seen = await slack.people.amy.slash('/shelf', 'cover');

    const message = await seen.message();
    expect(slack.show(message)).toContain('[file: cover.png]');
    const stored = slack.files.get(message.files[0] ?? '');
    expect(stored?.bytes?.toString()).toBe('pretend this is a picture');
  });
});
