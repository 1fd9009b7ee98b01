import { afterEach, expect, test } from 'vitest';
import { type DiscordStandIn, startDiscord } from '../../../src/sandbox/discord/index.ts';
import type { PermissionName } from '../../../src/sandbox/discord/permissions.ts';
import { post, request } from './rest.ts';

let discord: DiscordStandIn;
afterEach(() => discord.stop());

test.each<[PermissionName, string, string, unknown, number]>([
  ['VIEW_CHANNEL', 'GET', '', undefined, 50001],
  ['VIEW_CHANNEL', 'POST', '/messages', { content: 'x' }, 50001],
  ['SEND_MESSAGES', 'POST', '/messages', { content: 'x' }, 50013],
  ['EMBED_LINKS', 'POST', '/messages', { embeds: [{ title: 'x' }] }, 50013],
  ['READ_MESSAGE_HISTORY', 'GET', '/messages', undefined, 50013],
  ['PIN_MESSAGES', 'PUT', '/messages/pins/1', undefined, 50013],
  ['CREATE_PUBLIC_THREADS', 'POST', '/threads', { name: 'x' }, 50013],
])('without %s, %s %s is refused', async (name, method, path, body, code) => {
  discord = await startDiscord();
  discord.forbid(discord.channel('books'), name);

  const answer = await request(
    discord,
    method,
    `/channels/${discord.channel('books').id}${path}`,
    body,
  );

  expect(answer).toMatchObject({ status: 403, body: { code } });
  expect(discord.violations).toHaveLength(1);
});

test('permissions count per channel and can be given back', async () => {
  discord = await startDiscord();
  discord.forbid(discord.channel('general'), 'SEND_MESSAGES');
  const elsewhere = await post(discord, { content: 'x' });
  discord.forbid(discord.channel('books'), 'SEND_MESSAGES');
  const refused = await post(discord, { content: 'x' });
  discord.forbid(discord.channel('books'));
  const again = await post(discord, { content: 'x' });

  expect([elsewhere.status, refused.status, again.status]).toEqual([200, 403, 200]);
});

test('a thread is written to with a permission of its own', async () => {
  discord = await startDiscord();
  const books = discord.channel('books');
  const { body } = await request(discord, 'POST', `/channels/${books.id}/threads`, {
    name: 'talk',
  });
  discord.forbid(books, 'SEND_MESSAGES');
  const thread = `/channels/${String(body['id'])}/messages`;

  const allowed = await request(discord, 'POST', thread, { content: 'x' });
  discord.forbid(books, 'SEND_MESSAGES_IN_THREADS');
  const refused = await request(discord, 'POST', thread, { content: 'x' });

  expect([allowed.status, refused.status]).toEqual([200, 403]);
});

test('a bot invited with too few rights lacks them everywhere', async () => {
  discord = await startDiscord({ guild: { botPermissions: 0n } });

  const plain = await post(discord, { content: 'x' });
  const embed = await post(discord, { embeds: [{ title: 'x' }] });

  expect(plain.status).toBe(200);
  expect(embed).toMatchObject({ status: 403, body: { code: 50013 } });
});

test('another token is no longer authorised', async () => {
  discord = await startDiscord();
  discord.changeToken('another-token');

  const answer = await post(discord, { content: 'x' });

  expect(answer).toMatchObject({ status: 401, body: { code: 0 } });
});

test('an address nobody serves is answered 404 and written down', async () => {
  discord = await startDiscord();

  const answer = await request(discord, 'GET', '/voice/regions');

  expect(answer.status).toBe(404);
  expect(discord.violations).toEqual([
    { rule: 'unknown-route', detail: 'GET /api/v10/voice/regions' },
  ]);
});
