import { afterAll, beforeAll, expect, test } from 'vitest';
import { connect } from './mcp/client.ts';
import { type OpenDoor, openDoor, ownerKey } from './open-door.ts';

/** One catalogue, at an address of this machine that nobody answers at. */
const nobodyThere = { METADATA_SOURCES: 'audible', AUDIBLE_URL: 'http://127.0.0.1:9' };

let door: OpenDoor;
beforeAll(async () => {
  door = await openDoor(nobodyThere);
});
afterAll(() => door[Symbol.asyncDispose]());

const takeBack = (key: string) =>
  door.post('/api/commands/members', ownerKey, { action: 'revokekey', key });

test('the key of the configuration is the owner’s, and an unknown one opens nothing', async () => {
  const owner = await door.ask('/api/commands/audit', ownerKey);
  const unknown = await door.ask('/api/status', `${ownerKey}x`);

  expect([owner.status, unknown.status]).toEqual([200, 401]);
});

test('a viewer’s key looks and changes nothing', async () => {
  const key = await door.makeKey('Widget', 'viewer');

  const look = await door.ask('/api/gaps', key);
  const change = await door.post('/api/scheduler/jobs/vip/pause', key, {});
  const secret = await door.ask('/api/commands/audit', key);

  expect(look.status).toBe(200);
  expect([change.status, change.code]).toEqual([403, 'not_allowed']);
  expect(secret.status).toBe(403);
});

test('what a key changed stands in the audit under its name', async () => {
  const key = await door.makeKey('Night shift', 'operator');

  const paused = await door.post('/api/scheduler/jobs/vip/pause', key, {});
  const { data } = await door.ask('/api/commands/audit?command=pause&outcome=done', ownerKey);

  expect(paused.status).toBe(200);
  expect(data['rows']).toEqual([
    expect.objectContaining({ actor: 'API key Night shift', platform: 'rest', outcome: 'done' }),
  ]);
});

test('a key that was taken back opens nothing any more, at any door', async () => {
  const key = await door.makeKey('Lent', 'operator');
  const before = await door.ask('/api/gaps', key);
  await takeBack('lent');

  const rest = await door.ask('/api/gaps', key);
  const provider = await door.ask('/provider/search?query=Dune', null, {
    headers: { authorization: key },
  });
  const page = await door.signIn(key);

  expect(before.status).toBe(200);
  expect([rest.status, provider.status, page.status]).toEqual([401, 401, 401]);
  await expect(connect(door.url, key)).rejects.toThrow(/401|missing or unknown/);
});

test('Audiobookshelf may be given a viewer’s key', async () => {
  const key = await door.makeKey('Library', 'viewer');

  const headers = { authorization: `Bearer ${key}` };
  const { status, text } = await door.ask('/provider/search?query=Dune', null, { headers });

  expect([status, JSON.parse(text)]).toEqual([200, { matches: [] }]);
});

test('who signs in with a viewer’s key sees what a viewer sees, without a button', async () => {
  const { visit } = await door.signIn(await door.makeKey('Kitchen', 'viewer'));

  const overview = await visit('/');

  expect(overview.page('header span').text()).toBe('API key Kitchen, viewer');
  expect(overview.page('section h2').toArray().length).toBeGreaterThan(0);
  expect(overview.page('#ratio, #rules').length).toBe(0);
  expect(overview.page('form[action="/dashboard/act"]').length).toBe(0);
  expect((await visit('/dashboard/show/audit')).status).toBe(403);
});

test('a page that is open ends with the key it was opened with', async () => {
  const { visit, cookie } = await door.signIn(await door.makeKey('Tablet', 'operator'));
  const other = await door.signIn(ownerKey);
  const before = await visit('/');
  const stream = await fetch(`${door.url}/dashboard/events`, { headers: { cookie } });

  await takeBack('tablet');
  const after = await visit('/');

  expect([before.status, after.status]).toEqual([200, 303]);
  expect(await stream.text()).toMatch(/event: over\ndata: \{\}\n\n$/);
  expect((await other.visit('/')).status).toBe(200);
});

test('an assistant finds the tools of the role of its key', async () => {
  await using mine = await connect(door.url, await door.makeKey('Assistant', 'viewer'));
  await using owners = await connect(door.url, ownerKey);

  const names = (await mine.client.listTools()).tools.map(({ name }) => name);
  const all = (await owners.client.listTools()).tools.map(({ name }) => name);
  const refused = await mine.call('pause', {});

  expect(names).toEqual(expect.arrayContaining(['gaps', 'why']));
  expect(names.filter((name) => ['approve', 'members', 'pause'].includes(name))).toEqual([]);
  expect(all).toEqual(expect.arrayContaining(['approve', 'members', ...names]));
  expect(refused.data.error?.code).toBe('not_allowed');
});

test('a change an assistant has announced is not done once its key was taken back', async () => {
  await using mcp = await connect(door.url, await door.makeKey('Old assistant', 'operator'));
  const announced = await mcp.call('pause', { job: 'digest' });
  await takeBack('old assistant');

  const confirmed = mcp.call('pause', {
    job: 'digest',
    confirmation: String(announced.data.confirmation),
  });

  await expect(confirmed).rejects.toThrow(/401|missing or unknown/);
  const { data } = await door.ask('/api/commands/audit?actor=Old', ownerKey);
  expect([announced.data.needs_confirmation, data['total']]).toEqual([true, 0]);
});

test('ten keys a minute may be guessed from one address, then it has to wait', async () => {
  await using closed = await openDoor();
  const guesses: number[] = [];
  for (let guess = 0; guess < 12; guess += 1) {
    guesses.push((await closed.ask('/api/gaps', `sw_${guess}`)).status);
  }
  const known = await closed.ask('/api/gaps', ownerKey);

  expect(guesses).toEqual([...Array<number>(10).fill(401), 429, 429]);
  expect(known.status).toBe(200);
});
