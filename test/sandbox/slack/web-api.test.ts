import { afterEach, beforeEach, expect, test } from 'vitest';
import { type SlackStandIn, startSlack } from '../../../src/sandbox/slack/index.ts';
import { defaultManifest } from '../../../src/sandbox/slack/manifest.ts';
import { call, callRaw, rules } from './call.ts';

let slack: SlackStandIn;
let books: string;

beforeEach(async () => {
  slack = await startSlack();
  books = slack.channel('books').id;
});

afterEach(() => slack.stop());

async function post(args: Record<string, unknown> = {}): Promise<string> {
  const told = await call(slack, 'chat.postMessage', { channel: books, text: 'a gap', ...args });
  return String(told['ts']);
}

test('auth.test says who the app is and which scopes it has', async () => {
  const answer = await callRaw(slack, 'auth.test');

  expect(answer.headers.get('x-oauth-scopes')?.split(',')).toContain('chat:write');
  expect(await answer.json()).toMatchObject({ ok: true, user_id: slack.app.botUser });
});

test.each([
  ['', 'not_authed'],
  ['xoxb-guess', 'invalid_auth'],
  ['xapp-sandbox', 'not_allowed_token_type'],
])('the token "%s" is told %s', async (token, error) => {
  const headers: Record<string, string> = token === '' ? {} : { authorization: `Bearer ${token}` };

  const answer = await fetch(`${slack.url}/api/auth.test`, { method: 'POST', headers });

  expect(await answer.json()).toMatchObject({ ok: false, error });
});

test('a revoked token is told so by every method', async () => {
  slack.tokens.revoked = 'account_inactive';

  expect(await call(slack, 'auth.test')).toMatchObject({ error: 'account_inactive' });
});

test('arguments may be a form or JSON', async () => {
  const blocks = [{ type: 'divider' }];
  const headers = {
    authorization: `Bearer ${slack.tokens.bot}`,
    'content-type': 'application/json; charset=utf-8',
  };
  const body = JSON.stringify({ channel: books, text: 'as JSON', blocks });

  await fetch(`${slack.url}/api/chat.postMessage`, { method: 'POST', headers, body });
  await post({ text: 'as a form', blocks });

  expect(slack.channel('books').messages.map((message) => message.text)).toEqual([
    'as JSON',
    'as a form',
  ]);
  expect(slack.channel('books').messages.map(({ blocks }) => blocks[0]?.['type'])).toEqual([
    'divider',
    'divider',
  ]);
});

test.each([
  ['chat.postMessage', { channel: 'C404', text: 'x' }, 'channel_not_found'],
  ['chat.postMessage', { channel: 'lounge', text: 'x' }, 'not_in_channel'],
  ['chat.postMessage', { channel: 'books' }, 'no_text'],
  ['chat.postMessage', { channel: 'books', text: 'x', blocks: 'oops' }, 'invalid_blocks_format'],
  ['chat.postMessage', { channel: 'books', text: 'x', thread_ts: '1.2' }, 'thread_not_found'],
  ['chat.postMessage', { channel: 'books', text: 'x', metadata: {} }, 'invalid_metadata_format'],
  ['chat.update', { channel: 'BOOKS', ts: '1.2', text: 'x' }, 'message_not_found'],
  ['chat.delete', { channel: 'BOOKS', ts: '1.2' }, 'message_not_found'],
  ['chat.postEphemeral', { channel: 'books', user: 'U404', text: 'x' }, 'user_not_in_channel'],
  ['conversations.join', { channel: 'BOOKS' }, 'missing_scope'],
  ['conversations.open', { users: 'U404' }, 'user_not_found'],
  ['conversations.replies', { channel: 'BOOKS', ts: '1.2' }, 'thread_not_found'],
  ['users.info', { user: 'U404' }, 'user_not_found'],
  ['pins.add', { channel: 'BOOKS', timestamp: '1.2' }, 'message_not_found'],
  ['reactions.add', { channel: 'BOOKS', timestamp: '1.2', name: 'x' }, 'message_not_found'],
  ['usergroups.users.list', { usergroup: 'S1' }, 'missing_scope'],
  ['views.open', { trigger_id: 'x', view: {} }, 'invalid_arguments'],
  ['files.completeUploadExternal', { files: [{ id: 'F404' }] }, 'file_not_found'],
  ['chat.meMessage', {}, 'unknown_method'],
])('%s with %j is refused as %s and written down', async (method, args, error) => {
  const given = Object.fromEntries(
    Object.entries(args).map(([name, value]) => [name, value === 'BOOKS' ? books : value]),
  );

  const told = await call(slack, method, given);

  expect(told).toMatchObject({ ok: false, error });
  expect(rules(slack)).toEqual([error]);
});

test('a missing scope is named', async () => {
  const scopes = { bot: ['commands', 'app_mentions:read', 'im:history'] };
  await slack.stop();
  slack = await startSlack({ manifest: { ...defaultManifest, oauth_config: { scopes } } });

  const told = await call(slack, 'chat.postMessage', { channel: 'books', text: 'x' });

  expect(told).toMatchObject({ error: 'missing_scope', needed: 'chat:write' });
});

test('with chat:write.public the app may write to public channels it is not in', async () => {
  const scopes = {
    bot: [...(defaultManifest.oauth_config?.scopes?.bot ?? []), 'chat:write.public'],
  };
  await slack.stop();
  slack = await startSlack({ manifest: { ...defaultManifest, oauth_config: { scopes } } });

  expect(await call(slack, 'chat.postMessage', { channel: '#lounge', text: 'x' })).toMatchObject({
    ok: true,
  });
});

test('an update changes text and blocks and keeps what it does not name', async () => {
  const ts = await post({ blocks: [{ type: 'divider' }], metadata: marked('card:7') });

  await call(slack, 'chat.update', { channel: books, ts, text: 'only words' });

  const [message] = slack.channel('books').messages;
  expect(message).toMatchObject({ text: 'only words', metadata: marked('card:7') });
  expect(message?.blocks).toHaveLength(1);
  expect(message?.edits).toMatchObject([{ text: 'a gap' }]);
});

test('a message of a person cannot be updated, and a long text neither', async () => {
  await slack.people.amy.mention('hello');
  const [hello] = slack.channel('books').messages;
  const ts = await post();

  const foreign = await call(slack, 'chat.update', { channel: books, ts: hello?.ts, text: 'x' });
  const long = await call(slack, 'chat.update', { channel: books, ts, text: 'x'.repeat(4001) });

  expect([foreign['error'], long['error']]).toEqual(['cant_update_message', 'msg_too_long']);
});

test('blocks without a text fallback are accepted and written down', async () => {
  const told = await call(slack, 'chat.postMessage', {
    channel: books,
    blocks: [{ type: 'divider' }],
  });

  expect(told).toMatchObject({ ok: true, warning: 'missing_text_in_message' });
  expect(rules(slack)).toEqual(['missing_text_fallback']);
});

test('the history has metadata only when asked, the newest message first', async () => {
  await post({ text: 'one', metadata: marked('a') });
  const parent = await post({ text: 'two', metadata: marked('b') });
  await post({ text: 'below two', thread_ts: parent });
  const read = async (args: Record<string, unknown>) =>
    (await call(slack, 'conversations.history', { channel: books, ...args }))['messages'];

  expect(await read({ include_all_metadata: 'true' })).toMatchObject([
    { text: 'two', reply_count: 1, metadata: marked('b') },
    { text: 'one', metadata: marked('a') },
  ]);
  expect(await read({ limit: 1 })).toMatchObject([{ text: 'two' }]);
  expect(JSON.stringify(await read({}))).not.toContain('metadata');
  expect(
    (await call(slack, 'conversations.replies', { channel: books, ts: parent }))['messages'],
  ).toMatchObject([{ text: 'two' }, { text: 'below two', thread_ts: parent }]);
});

test('pins and reactions hang on a message once', async () => {
  const timestamp = await post();
  const mark = (method: string, name = 'eyes') =>
    call(slack, method, { channel: books, timestamp, name });

  expect(await mark('pins.add')).toMatchObject({ ok: true });
  expect(await mark('pins.add')).toMatchObject({ error: 'already_pinned' });
  expect(await call(slack, 'pins.list', { channel: books })).toMatchObject({
    items: [{ message: { ts: timestamp } }],
  });
  expect(await mark('pins.remove')).toMatchObject({ ok: true });
  expect(await mark('pins.remove')).toMatchObject({ error: 'no_pin' });
  expect(await mark('reactions.add')).toMatchObject({ ok: true });
  expect(await mark('reactions.add')).toMatchObject({ error: 'already_reacted' });
});

test('people have a locale when it is asked for', async () => {
  const { amy } = slack.people;
  amy.locale = 'de-DE';

  const told = await call(slack, 'users.info', { user: amy.id, include_locale: 'true' });

  expect(told).toMatchObject({ user: { name: 'amy', locale: 'de-DE' } });
});

function marked(id: string) {
  return { event_type: 'shelf', event_payload: { id } };
}
