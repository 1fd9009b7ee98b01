import { expect, test } from 'vitest';
import { defaultManifest } from '../../../src/sandbox/slack/manifest.ts';
import { say } from '../../../src/command/reply.ts';
import { ExternalError } from '../../../src/errors.ts';
import { hearOutcomes } from '../../support/hear-requests.ts';
import { openCard } from './commands.ts';
import { openRoom, type Room } from './room.ts';

const alert = say('Download failed', 'The pieces do not match.', 'warning');

function shown({ slack }: Room): string[] {
  return slack.channel('books').messages.map((message) => slack.show(message));
}

function callsOf({ slack }: Room, method: string): number {
  return slack.calls.filter((call) => call.method === method).length;
}

test('a post stands in the channel and an edit replaces what it shows', async () => {
  const room = await openRoom('socket');

  const post = await room.bot.post(openCard, 'card:12');
  const outcome = await room.bot.edit(post.channel, post.messageId, say('12: Approved', 'by amy'));

  expect(outcome).toBe('edited');
  expect(shown(room)).toEqual(['# 12: Approved\nby amy']);
  expect(room.slack.pings).toEqual([]);
  expect(room.broken()).toEqual([]);
});

test('how long Slack took, and how that ended, is told to who counts it', async () => {
  const room = await openRoom('socket');
  const outcomes = hearOutcomes();
  await room.bot.post(openCard, 'card:12');
  room.slack.failNext('chat.postMessage', { status: 502 });
  await expect(room.bot.post(alert, 'alert:1')).rejects.toThrow(ExternalError);

  expect(outcomes).toContain('slack ok');
  expect(outcomes).toContain('slack unreachable');
});

test('the same key is posted once and then shows what is new', async () => {
  const room = await openRoom('socket');

  const first = await room.bot.post(alert, 'alert:1');
  const second = await room.bot.post(say('Download failed', 'Twice now.', 'warning'), 'alert:1');

  expect(second).toEqual(first);
  expect(shown(room)).toEqual(['# ⚠️ Download failed\nTwice now.']);
});

test.each([
  ['the answer got lost', { afterProcessing: true } as const],
  ['the connection was cut before', 'reset' as const],
  ['Slack had a fault of its own', { status: 502 }],
])('when %s the post is there once after the next try', async (_, fault) => {
  const room = await openRoom('socket');
  room.slack.failNext('chat.postMessage', fault);

  const failure: unknown = await room.bot.post(alert, 'alert:1').catch((error: unknown) => error);
  const post = await room.bot.post(alert, 'alert:1');

  expect(failure).toBeInstanceOf(ExternalError);
  expect(failure).toMatchObject({ service: 'slack', kind: 'unreachable' });
  expect(shown(room)).toHaveLength(1);
  expect(post.messageId).toBe(room.slack.channel('books').messages[0]?.ts);
  expect(room.broken()).toEqual([]);
});

test('a post from before a crash is found again by its key', async () => {
  const room = await openRoom('socket');
  const before = await room.bot.post(openCard, 'card:12');

  await room.restart();
  const after = await room.bot.post(say('12: Approved', 'by amy'), 'card:12');
  await room.bot.post(alert, 'alert:1');

  expect(after).toEqual(before);
  expect(shown(room)[0]).toBe('# 12: Approved\nby amy');
  expect(shown(room)).toHaveLength(2);
  expect(callsOf(room, 'conversations.history')).toBe(2);
});

test('the same key of an installation long gone is not taken for ours', async () => {
  let now = new Date();
  const room = await openRoom('socket', { bot: { now: () => now } });
  await room.bot.post(openCard, 'card:12');

  now = new Date(now.getTime() + 3_600_000);
  await room.restart();
  await room.bot.post(alert, 'card:12');

  expect(shown(room)).toHaveLength(2);
});

test('without the right to read the channel a post may come twice but is never lost', async () => {
  const bot = (defaultManifest.oauth_config?.scopes?.bot ?? []).filter(
    (one) => !/^(channels|groups):history/.test(one),
  );
  const manifest = { ...defaultManifest, oauth_config: { scopes: { bot } } };
  const room = await openRoom('socket', { standIn: { manifest } });
  room.slack.failNext('chat.postMessage', { afterProcessing: true });

  await room.bot.post(alert, 'alert:1').catch(() => null);
  await room.bot.post(alert, 'alert:1');

  expect(shown(room)).toHaveLength(2);
  expect(new Set(room.broken())).toEqual(new Set(['missing_scope']));
  expect(room.problems.at(-1)?.text).toBe(
    'The Slack app lacks the scope channels:history, groups:history.',
  );
});

test('an edit of a message that a person deleted says so', async () => {
  const room = await openRoom('socket');
  const post = await room.bot.post(openCard, 'card:12');
  const [message] = room.slack.channel('books').messages;

  if (message) room.slack.people.amy.remove(message);
  const outcome = await room.bot.edit(post.channel, post.messageId, alert);

  expect(outcome).toBe('gone');
  expect(room.broken()).toEqual(['message_not_found']);
});

test('a channel without the bot is a problem that names the way out, until it works', async () => {
  const room = await openRoom('socket');
  const books = room.slack.channel('books');
  books.members.delete(room.slack.app.botUser);

  const failure: unknown = await room.bot.post(alert, 'alert:1').catch((error: unknown) => error);
  const told = room.problems.at(-1);
  books.members.add(room.slack.app.botUser);
  await room.bot.post(alert, 'alert:1');

  expect(failure).toMatchObject({ service: 'slack', kind: 'refused' });
  expect(told?.text).toContain(`does not let the bot post in the channel ${books.id}`);
  expect(told?.hint).toBe('Type /invite @shelf in that channel.');
  expect(room.problems.at(-1)).toBeNull();
});

test('a token that was revoked is a problem that says what to do', async () => {
  const room = await openRoom('socket');
  room.slack.tokens.revoked = 'token_revoked';

  const failure: unknown = await room.bot.post(alert, 'alert:1').catch((error: unknown) => error);

  expect(failure).toMatchObject({ service: 'slack', kind: 'unauthorized' });
  expect(room.problems.at(-1)?.hint).toContain('SLACK_BOT_TOKEN');
});

test('too many calls are told with the time to come back, and nothing is posted twice', async () => {
  const now = new Date('2026-05-01T10:00:00Z');
  const room = await openRoom('socket', { bot: { now: () => now } });
  const headers = { 'retry-after': '7' };
  room.slack.failNext('chat.postMessage', { status: 429, headers });

  const failure: unknown = await room.bot.post(alert, 'alert:1').catch((error: unknown) => error);
  await room.bot.post(alert, 'alert:1');

  const retryAt = new Date('2026-05-01T10:00:07Z');
  expect(failure).toMatchObject({ service: 'slack', kind: 'throttled', retryAt });
  expect(shown(room)).toHaveLength(1);
});

test('content that Slack refuses is posted as mere text, with the words to type', async () => {
  const room = await openRoom('socket');
  const body = JSON.stringify({ ok: false, error: 'invalid_blocks' });
  room.slack.failNext('chat.postMessage', { status: 200, body });

  await room.bot.post(openCard, 'card:12');

  expect(shown(room)).toHaveLength(1);
  expect(shown(room)[0]).toContain('approve proposal=12');
  expect(room.bugs).toHaveLength(1);
  expect(room.broken()).toEqual([]);
});

test('a post in another channel stands there, once for each channel', async () => {
  const room = await openRoom('socket');
  const lounge = room.slack.channel('lounge');
  lounge.members.add(room.slack.app.botUser);

  const post = await room.bot.postIn?.(lounge.id, alert, 'alert:1');
  await room.bot.postIn?.(lounge.id, alert, 'alert:1');
  await room.bot.post(alert, 'alert:1');

  expect(post).toEqual({ channel: lounge.id, messageId: lounge.messages[0]?.ts });
  expect(lounge.messages).toHaveLength(1);
  expect(shown(room)).toHaveLength(1);
});

test('a post in another channel from before a crash is found again', async () => {
  const room = await openRoom('socket');
  const lounge = room.slack.channel('lounge');
  lounge.members.add(room.slack.app.botUser);
  const before = await room.bot.postIn?.(lounge.id, alert, 'alert:1');

  await room.restart();
  await room.bot.post(openCard, 'card:12');

  expect(await room.bot.postIn?.(lounge.id, alert, 'alert:1')).toEqual(before);
  expect(lounge.messages).toHaveLength(1);
});

test('another channel without the bot refuses and is a problem until it works', async () => {
  const room = await openRoom('socket');
  const secret = room.slack.addChannel('secret', 'private', [room.slack.people.amy.id]);
  const post = () => room.bot.postIn?.(secret.id, alert, 'alert:1');

  const refused = await post();
  await room.bot.post(alert, 'alert:1');
  const told = room.problems.at(-1);
  const edited = await room.bot.edit(secret.id, '1.1', alert);
  secret.members.add(room.slack.app.botUser);
  await post();

  expect([refused, edited]).toEqual(['refused', 'refused']);
  expect(told?.text).toContain(`in the channel ${secret.id} (channel_not_found)`);
  expect(told?.hint).toContain('Check ALERT_CHANNELS');
  expect(room.problems.at(-1)).toBeNull();
  expect(secret.messages).toHaveLength(1);
});

test('a story stands below its card, once, also after a restart that forgot it', async () => {
  const room = await openRoom('socket');
  const card = await room.bot.post(openCard, 'card:12');

  const first = await room.bot.postBelow?.(card, 'Orchard', say('How it goes', 'a'), 'story:12');
  await room.restart();
  const again = await room.bot.postBelow?.(card, 'Orchard', say('How it goes', 'a'), 'story:12');

  expect(again).toEqual(first);
  const [message, ...others] = room.slack.channel('books').messages;
  expect(others).toEqual([]);
  expect(message?.replies.map((one) => room.slack.show(one))).toEqual(['# How it goes\na']);
  expect(room.broken()).toEqual([]);
});
