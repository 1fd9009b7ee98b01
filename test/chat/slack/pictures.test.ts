import { expect, test } from 'vitest';
import type { Reply } from '../../../src/command/reply.ts';
import { defaultManifest } from '../../../src/sandbox/slack/manifest.ts';
import { png } from '../any-reply.ts';
import { openRoom, type Room } from './room.ts';

const card: Reply = {
  title: '12: Ozma of Oz',
  tone: 'info',
  blocks: [
    { kind: 'image', ref: 'cover:1', alt: 'Cover of Ozma of Oz', size: 'small' },
    { kind: 'text', text: 'Missing.' },
  ],
};
const withCovers = { pictureOf: async () => png, pictureWaitMs: 1 };

function shown({ slack }: Room): string[] {
  return slack.channel('books').messages.map((message) => slack.show(message));
}

function callsOf({ slack }: Room, method: string): number {
  return slack.calls.filter((call) => call.method === method).length;
}

test('a cover is uploaded once and shown by every card that has it', async () => {
  const room = await openRoom('socket', { bot: withCovers });

  const { channel, messageId } = await room.bot.post(card, 'card:12');
  await room.bot.post({ ...card, title: '13: Ozma of Oz' }, 'card:13');
  await room.bot.edit(channel, messageId, { ...card, title: '12: Approved' });

  expect(shown(room)).toEqual([
    '# 12: Approved\nMissing.\n[image: Cover of Ozma of Oz]',
    '# 13: Ozma of Oz\nMissing.\n[image: Cover of Ozma of Oz]',
  ]);
  expect(callsOf(room, 'files.completeUploadExternal')).toBe(1);
  expect([...room.slack.files.values()].map(({ bytes }) => bytes)).toEqual([png.bytes]);
  expect(room.broken()).toEqual([]);
});

const notReady = { status: 200, body: JSON.stringify({ ok: false, error: 'invalid_blocks' }) };

test('a picture that Slack has not ready yet is waited for', async () => {
  const room = await openRoom('socket', { bot: withCovers });
  room.slack.failNext('chat.postMessage', notReady, 2);

  await room.bot.post(card, 'card:12');

  expect(shown(room)[0]).toContain('[image: Cover of Ozma of Oz]');
  expect(room.bugs).toEqual([]);
});

test('a picture that does not get ready costs the card only the picture', async () => {
  const room = await openRoom('socket', { bot: withCovers });
  room.slack.failNext('chat.postMessage', notReady, 4);

  await room.bot.post(card, 'card:12');

  expect(shown(room)).toEqual(['# 12: Ozma of Oz\nMissing.']);
  expect(room.bugs).toEqual([]);
});

test.each([
  ['files.getUploadURLExternal', { status: 503 }],
  ['upload', { status: 500 }],
  ['files.completeUploadExternal', 'reset' as const],
])('when %s fails the card stands without its cover', async (method, fault) => {
  const room = await openRoom('socket', { bot: withCovers });
  room.slack.failNext(method, fault);

  await room.bot.post(card, 'card:12');

  expect(shown(room)).toEqual(['# 12: Ozma of Oz\nMissing.']);
});

test('without the scope for files the card stands without its cover, and the problem says why', async () => {
  const scopes = defaultManifest.oauth_config?.scopes?.bot ?? [];
  const bot = scopes.filter((one) => one !== 'files:write');
  const manifest = { ...defaultManifest, oauth_config: { scopes: { bot } } };
  const room = await openRoom('socket', { bot: withCovers, standIn: { manifest } });

  await room.bot.post(card, 'card:12');

  expect(shown(room)).toEqual(['# 12: Ozma of Oz\nMissing.']);
  expect(room.problems.at(-1)?.text).toBe('The Slack app lacks the scope files:write.');
});
