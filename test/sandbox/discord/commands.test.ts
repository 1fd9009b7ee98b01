import { afterEach, beforeEach, expect, test } from 'vitest';
import { type DiscordStandIn, startDiscord } from '../../../src/sandbox/discord/index.ts';
import { request } from './rest.ts';

let discord: DiscordStandIn;
let path = '';
beforeEach(async () => {
  discord = await startDiscord();
  path = `/applications/${discord.applicationId}/guilds/${discord.guild.id}/commands`;
});
afterEach(() => discord.stop());

function command(name: string) {
  return { name, description: 'does something' };
}

test('a bulk write replaces everything and keeps the ids of what stays', async () => {
  await request(discord, 'PUT', path, [command('vip'), command('gone')]);
  const id = discord.commands.guild[0]?.id;

  await request(discord, 'PUT', path, [command('vip'), command('queue')]);

  expect(discord.commands.guild.map(({ name }) => name)).toEqual(['vip', 'queue']);
  expect(discord.commands.guild[0]?.id).toBe(id);
  expect(discord.commands.writes).toMatchObject([
    { method: 'PUT', scope: 'guild' },
    { method: 'PUT', scope: 'guild' },
  ]);
  expect(discord.commands.creates).toHaveLength(3);
});

test('one command is made, changed, read and deleted', async () => {
  const global = `/applications/${discord.applicationId}/commands`;
  const { body: made } = await request(discord, 'POST', global, command('vip'));
  const one = `${global}/${String(made['id'])}`;

  const changed = await request(discord, 'PATCH', one, { description: 'new words' });
  const listed = await request(discord, 'GET', global);
  const deleted = await request(discord, 'DELETE', one);

  expect(changed.body).toMatchObject({ id: made['id'], name: 'vip', description: 'new words' });
  expect(listed.body).toEqual([changed.body]);
  expect(deleted.status).toBe(204);
  expect(discord.commands.global).toEqual([]);
});

test.each<[string, unknown[], number]>([
  ['a bad name', [command('No')], 50035],
  ['a name twice', [command('vip'), command('vip')], 50035],
  ['101 commands', Array.from({ length: 101 }, (_, index) => command(`c${index}`)), 30032],
])('%s changes nothing', async (_name, commands, code) => {
  const answer = await request(discord, 'PUT', path, commands);

  expect(answer.body).toMatchObject({ code });
  expect(discord.commands).toMatchObject({ guild: [], writes: [] });
});

test('the fault is named at its place', async () => {
  const { body } = await request(discord, 'PUT', path, [command('vip'), command('No')]);

  expect(body['errors']).toMatchObject({
    1: { name: { _errors: [{ code: 'APPLICATION_COMMAND_INVALID_NAME' }] } },
  });
});

test('more than 200 new commands within a day are refused', async () => {
  const many = (from: number) =>
    Array.from({ length: 100 }, (_, index) => command(`c${from + index}`));
  await request(discord, 'PUT', path, many(0));
  await request(discord, 'PUT', path, many(100));

  const answer = await request(discord, 'PUT', path, many(150));

  expect(answer.body).toMatchObject({ code: 30034 });
});

test('the commands of another application or server are out of reach', async () => {
  const other = await request(discord, 'GET', '/applications/1/commands');
  const elsewhere = await request(
    discord,
    'GET',
    `/applications/${discord.applicationId}/guilds/1/commands`,
  );

  expect(other.body).toMatchObject({ code: 10002 });
  expect(elsewhere.body).toMatchObject({ code: 50001 });
});
