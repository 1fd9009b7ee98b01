import type { App } from '@slack/bolt';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type SlackStandIn, startSlack } from '../../../src/sandbox/slack/index.ts';
import { type BoltApp, type Mode, startBolt } from './bolt-app.ts';

const card = [
  { type: 'section', text: { type: 'mrkdwn', text: '*The Last Ferry* is missing' } },
  {
    type: 'actions',
    elements: [
      { type: 'button', action_id: 'v1:approve:7', text: { type: 'plain_text', text: 'Approve' } },
      { type: 'button', action_id: 'v1:reject:7', text: { type: 'plain_text', text: 'Reject' } },
    ],
  },
];

function prepare(app: App): void {
  app.command('/shelf', async ({ command, ack, respond, client }) => {
    if (command.text === 'quick') return ack({ text: 'here you are' });
    await ack();
    if (command.text === 'later') await respond('found it');
    if (command.text === 'card') {
      await client.chat.postMessage({ channel: command.channel_id, text: 'a gap', blocks: card });
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
  });

  test('answers a command with its acknowledgement', async () => {
    const seen = await slack.people.amy.slash('/shelf', 'quick');

    const message = await seen.message();
    expect(slack.show(message)).toBe('here you are');
    expect(message.onlyFor).toBe(slack.people.amy.id);
    expect(slack.violations).toEqual([]);
  });

  test('answers a command later at its response address', async () => {
    const seen = await slack.people.amy.slash('/shelf', 'later');

    expect(slack.show(await seen.message('found'))).toBe('found it');
    expect(slack.people.ben.private).toEqual([]);
  });

  test('posts a card whose button changes it', async () => {
    const posted = await (await slack.people.amy.slash('/shelf', 'card')).message('(Approve)');

    const pressed = await slack.people.ben.press(posted, 'Approve');

    expect(slack.show(await pressed.message())).toBe('Approved by ben');
    expect(slack.channel('books').messages).toHaveLength(1);
    expect(posted.edits.map((edit) => edit.text)).toEqual(['a gap']);
    expect(slack.violations).toEqual([]);
  });
});
