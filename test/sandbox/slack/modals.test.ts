import type { App } from '@slack/bolt';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type SlackStandIn, startSlack } from '../../../src/sandbox/slack/index.ts';
import { type BoltApp, type Mode, startBolt } from './bolt-app.ts';
import { call } from './call.ts';

const plain = (text: string) => ({ type: 'plain_text' as const, text });
const reasons = ['wrong book', 'never'].map((reason) => ({ text: plain(reason), value: reason }));

const form = {
  type: 'modal' as const,
  callback_id: 'reject',
  notify_on_close: true,
  title: plain('Why not?'),
  submit: plain('Reject'),
  blocks: [
    {
      type: 'input',
      block_id: 'reason',
      label: plain('Reason'),
      element: { type: 'static_select', action_id: 'answer', options: reasons },
    },
    {
      type: 'input',
      block_id: 'note',
      label: plain('Note'),
      optional: true,
      element: { type: 'plain_text_input', action_id: 'answer', max_length: 10 },
    },
  ],
};
const words = (text: string) => ({
  type: 'modal' as const,
  title: plain('Rejected'),
  blocks: [{ type: 'section', text: plain(text) }],
});

function prepare(app: App): void {
  app.command('/shelf', async ({ ack, command, client }) => {
    await ack();
    const view = command.text === 'loading' ? words('one moment') : form;
    const opened = await client.views.open({ trigger_id: command.trigger_id, view });
    if (command.text !== 'loading' || !opened.view?.id) return;
    await client.views.update({ view_id: opened.view.id, view: form });
  });
  app.view('reject', async ({ ack, view }) => {
    const note = view.state.values['note']?.['answer']?.value;
    const reason = view.state.values['reason']?.['answer']?.selected_option?.value;
    if (note === 'no') {
      return ack({ response_action: 'errors', errors: { note: 'say more' } });
    }
    if (note === 'more') return ack({ response_action: 'push', view: words('sure?') });
    if (reason === 'never') {
      return ack({ response_action: 'update', view: words('never again') });
    }
    await ack();
  });
  app.view({ callback_id: 'reject', type: 'view_closed' }, async ({ ack, body, client }) => {
    await ack();
    await client.chat.postMessage({ channel: body.user.id, text: 'not rejected' });
  });
}

describe.each<Mode>(['socket', 'http'])('a modal over %s', (mode) => {
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

  const open = async (text = '') => (await slack.people.amy.slash('/shelf', text)).modal('Reason');

  test('opens and closes when it is sent', async () => {
    const modal = await open();

    await slack.people.amy.submit(modal, { Reason: 'wrong book' });

    expect(slack.people.amy.modals).toEqual([]);
    expect(slack.violations).toEqual([]);
  });

  test('is filled after a loading view', async () => {
    const modal = await open('loading');

    expect(slack.show(modal)).toContain('== Why not? ==\nReason: [wrong book / never]');
  });

  test('is kept back by the client when an input is missing or too long', async () => {
    const modal = await open();

    const empty = await slack.people.amy.submit(modal, { Note: 'x' });
    const long = await slack.people.amy.submit(modal, { Reason: 'never', note: 'x'.repeat(11) });

    expect([empty.outcome, long.outcome]).toEqual(['not_delivered', 'not_delivered']);
    expect(modal.errors).toEqual({ note: 'Enter at most 10 characters.' });
  });

  test('shows the errors of the app', async () => {
    const modal = await open();

    await slack.people.amy.submit(modal, { Reason: 'never', Note: 'no' });

    expect(slack.show(modal)).toContain('! say more');
    expect(slack.people.amy.modals).toEqual([modal]);
  });

  test('can change or get another on top', async () => {
    const modal = await open();

    const pushed = await slack.people.amy.submit(modal, { Reason: 'never', Note: 'more' });
    const top = await pushed.modal('sure?');
    await slack.people.amy.close(top);
    await slack.people.amy.submit(modal, { Reason: 'never', Note: '' });

    expect(top.previousId).toBe(modal.id);
    expect(slack.people.amy.modals.map(slack.show)).toEqual(['== Rejected ==\nnever again']);
  });

  test('tells the app that it was closed', async () => {
    const modal = await open();

    const seen = await slack.people.amy.close(modal);

    expect(slack.show(await seen.message())).toBe('not rejected');
  });

  test('is not updated with an old hash or after it was closed', async () => {
    const modal = await open();
    const stale = { view_id: modal.id, hash: 'old', view: form };

    const conflict = await call(slack, 'views.update', stale);
    await slack.people.amy.submit(modal, { Reason: 'wrong book' });
    const gone = await call(slack, 'views.update', { view_id: modal.id, view: form });

    expect([conflict.error, gone.error]).toEqual(['hash_conflict', 'not_found']);
  });
});
