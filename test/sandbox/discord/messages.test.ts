import { afterAll, beforeEach, expect, test } from 'vitest';
import { type DiscordStandIn, startDiscord } from '../../../src/sandbox/discord/index.ts';
import { post, request, rulesBroken } from './rest.ts';

const silent = { allowed_mentions: { parse: [] } };
let discord: DiscordStandIn;
let clock = new Date('2026-01-01T12:00:00Z');

beforeEach(async () => {
  await discord?.stop();
  clock = new Date('2026-01-01T12:00:00Z');
  discord = await startDiscord({ now: () => clock });
});
afterAll(() => discord.stop());

function books() {
  return discord.channel('books');
}

async function posted(body: Record<string, unknown>) {
  const answer = await post(discord, { ...silent, ...body });
  const message = books().messages.find(({ id }) => id === answer.body['id']);
  if (!message) throw new Error(JSON.stringify(answer));
  return message;
}

function path(message: { id: string }) {
  return `/channels/${books().id}/messages/${message.id}`;
}

test('an edit changes what it names and keeps the rest, and the face before stays readable', async () => {
  const embeds = [{ title: 'Mort' }];
  const message = await posted({ content: 'found', embeds });

  await request(discord, 'PATCH', path(message), { content: 'imported' });

  expect(discord.show(message)).toBe('Shelfwarden (edited):\nimported\n│ Mort');
  expect(message.history.map(({ content }) => content)).toEqual(['found']);
});

test('the same enforced nonce within minutes is the same message, later a new one', async () => {
  const body = { content: 'once', nonce: '12', enforce_nonce: true };

  const first = await post(discord, body);
  const second = await post(discord, body);
  clock = new Date(clock.getTime() + 10 * 60_000);
  const third = await post(discord, body);

  expect(second.body['id']).toBe(first.body['id']);
  expect(third.body['id']).not.toBe(first.body['id']);
  expect(books().messages).toHaveLength(2);
});

test('a message a person deleted is unknown to an edit', async () => {
  const message = await posted({ content: 'card' });
  discord.person('olga').remove(message);

  const answer = await request(discord, 'PATCH', path(message), { content: 'new' });

  expect(answer).toMatchObject({ status: 404, body: { code: 10008 } });
  expect(rulesBroken(discord)).toEqual(['unknown-message']);
});

test("other people's messages cannot be edited, nor deleted without the right", async () => {
  discord.person('mia').say('hello');
  const [message] = books().messages;
  if (!message) throw new Error('nothing said');

  const edited = await request(discord, 'PATCH', path(message), { content: 'new' });
  const deleted = await request(discord, 'DELETE', path(message));

  expect(edited).toMatchObject({ status: 403, body: { code: 50005 } });
  expect(deleted).toMatchObject({ status: 403, body: { code: 50013 } });
});

test('pins are listed, noticed in the channel and taken off again', async () => {
  const message = await posted({ content: 'board' });
  const pins = `/channels/${books().id}/messages/pins`;

  await request(discord, 'PUT', `${pins}/${message.id}`);
  const listed = await request(discord, 'GET', pins);
  await request(discord, 'DELETE', `${pins}/${message.id}`);

  expect(listed.body['items']).toMatchObject([{ message: { id: message.id } }]);
  expect(message.isPinned).toBe(false);
  expect(books().messages.map(discord.show).at(-1)).toBe(
    '* Shelfwarden pinned a message to this channel',
  );
});

test('a message gets one thread, whose archive forbids edits until somebody writes', async () => {
  const message = await posted({ content: 'card' });
  const name = 'Mort: progress';
  const { body: thread } = await request(discord, 'POST', `${path(message)}/threads`, { name });
  const inside = `/channels/${String(thread['id'])}/messages`;

  const again = await request(discord, 'POST', `${path(message)}/threads`, { name });
  const { body: line } = await request(discord, 'POST', inside, { content: '10 %' });
  await request(discord, 'PATCH', `/channels/${String(thread['id'])}`, { archived: true });
  const late = await request(discord, 'PATCH', `${inside}/${String(line['id'])}`, { content: '2' });
  await request(discord, 'POST', inside, { content: '20 %' });

  expect(again).toMatchObject({ status: 400, body: { code: 160004 } });
  expect(late).toMatchObject({ status: 400, body: { code: 50083 } });
  expect(discord.channel(name)).toMatchObject({ archived: false });
  expect(discord.show(message)).toContain(`↳ thread: ${name}`);
});

test('pings reach whom allowed_mentions lets through, and unasked ones are written down', async () => {
  const [mia, sam] = [discord.person('mia'), discord.person('sam')];
  const content = `<@${mia.id}> <@${sam.id}> \`<@${discord.person('olga').id}>\` @everyone`;

  const open = await post(discord, { content });
  const narrow = await posted({ content, allowed_mentions: { users: [sam.id] } });
  const none = await posted({ content });

  const first = books().messages.find(({ id }) => id === open.body['id']);
  expect(first?.pings).toEqual({ users: [mia.id, sam.id], roles: [], everyone: false });
  expect(narrow.pings).toEqual({ users: [sam.id], roles: [], everyone: false });
  expect(none.pings).toEqual({ users: [], roles: [], everyone: false });
  expect(rulesBroken(discord)).toEqual(['ping-without-allowed-mentions']);
});

test('a page of messages comes newest first, before or after an id', async () => {
  const sent = [];
  for (const content of ['1', '2', '3', '4']) sent.push(await posted({ content }));
  const list = async (query: string) => {
    const { body } = await request(discord, 'GET', `/channels/${books().id}/messages?${query}`);
    return (body as unknown as { content: string }[]).map(({ content }) => content);
  };

  expect(await list('limit=2')).toEqual(['4', '3']);
  expect(await list(`limit=2&before=${sent[2]?.id}`)).toEqual(['2', '1']);
  expect(await list(`limit=2&after=${sent[0]?.id}`)).toEqual(['3', '2']);
});

test('nobody who closed his direct messages gets any', async () => {
  const { body } = await request(discord, 'POST', '/users/@me/channels', {
    recipient_id: discord.person('mia').id,
  });
  discord.person('mia').closeDms();

  const answer = await request(discord, 'POST', `/channels/${String(body['id'])}/messages`, {
    content: 'alert',
  });

  expect(answer).toMatchObject({ status: 403, body: { code: 50007 } });
});

test.each([
  ['http://192.168.1.5/cover.png', ['private-picture-address']],
  ['http://audiobookshelf:13378/cover.png', ['private-picture-address']],
  ['http://nas.local/cover.png', ['private-picture-address']],
  ['attachment://cover.png', ['missing-picture']],
  ['https://covers.example.org/cover.png', []],
])('a picture at %s is seen or written down', async (url, expected) => {
  await posted({ embeds: [{ title: 'Mort', image: { url } }] });

  expect(rulesBroken(discord)).toEqual(expected);
});
