import { createHmac } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { deleteOldRows } from '../../src/db/retention.ts';
import { type OpenDoor, openDoor, ownerKey } from './open-door.ts';

const secret = 'hook-secret-0123456789-0123456789';
const token = 'hook-token-0123456789';

let door: OpenDoor;
beforeAll(async () => {
  door = await openDoor({ HOOK_SECRET: secret, HOOK_TOKEN: token });
});
afterAll(() => door[Symbol.asyncDispose]());
beforeEach(async () => {
  await door.services.em().execute('delete from hook_deliveries');
  await door.services.em().execute('delete from tasks');
});

type Delivery = { name?: string; body?: string; offSeconds?: number; with?: string };

/** The headers and body that somebody with this secret sends. */
function signed({ name = 'events', body = '{}', offSeconds = 0, with: key = secret }: Delivery) {
  const timestamp = String(Math.floor(Date.now() / 1000) + offSeconds);
  const hex = createHmac('sha256', key).update(`${timestamp}.${body}`).digest('hex');
  return { name, body, timestamp, signature: `sha256=${hex}` };
}

const send = ({ name, body, timestamp, signature }: ReturnType<typeof signed>) =>
  door.ask(`/hooks/${name}`, null, {
    method: 'POST',
    body,
    headers: { 'x-shelfwarden-timestamp': timestamp, 'x-shelfwarden-signature': signature },
  });
const woken = async () =>
  (
    await door.services
      .em()
      .execute<{ job: string }[]>(`select task_name as job from tasks where cause = 'event'`)
  ).map(({ job }) => job);
const log = async () => {
  const { data } = await door.ask('/api/commands/history?hooks=log', ownerKey);
  return (data['rows'] as { name: string; outcome: string; why: string }[]).map(
    ({ name, outcome, why }) => [name, outcome, why.replace(/ \(.*\)$/, '')],
  );
};

test.each([
  ['events', 'events'],
  ['audiobookshelf', 'arrivals'],
  ['qbittorrent', 'downloads'],
])('a signed delivery to %s wakes %s and is written down', async (name, job) => {
  const answer = await send(signed({ name }));

  expect(answer.status).toBe(202);
  expect(await woken()).toEqual([job]);
  expect(await log()).toEqual([[name, 'taken', `wakes ${job}`]]);
});

test('a delivery without a body is one, too', async () => {
  expect((await send(signed({ body: '' }))).status).toBe(202);
});

test('a delivery counts once, at whatever hook it comes again', async () => {
  const delivery = signed({});
  const first = await send(delivery);
  const again = await send(delivery);
  const elsewhere = await send({ ...delivery, name: 'queue' });

  expect([first.status, again.status, elsewhere.status]).toEqual([202, 409, 409]);
  expect(await woken()).toEqual(['events']);
  expect(await log()).toEqual([
    ['queue', 'repeated', 'It was taken before.'],
    ['events', 'repeated', 'It was taken before.'],
    ['events', 'taken', 'wakes events'],
  ]);
});

test('of ten copies at once one counts', async () => {
  const delivery = signed({ body: '{"copies":10}' });

  const answers = await Promise.all(Array.from({ length: 10 }, () => send(delivery)));

  const statuses = answers.map(({ status }) => status).sort((a, b) => a - b);
  expect(statuses).toEqual([202, ...Array<number>(9).fill(409)]);
  expect(await woken()).toEqual(['events']);
});

const good = signed({ body: '{"book":"Dune"}' });
test.each([
  ['another body', { ...good, body: '{"book":"Dune "}' }, /does not fit/],
  ['another time', { ...good, timestamp: String(Number(good.timestamp) + 1) }, /does not fit/],
  ['another secret', signed({ with: `${secret}!` }), /does not fit/],
  ['a time long past', signed({ offSeconds: -3600 }), /300 seconds off/],
  ['a time to come', signed({ offSeconds: 3600 }), /300 seconds off/],
  ['two signatures', { ...good, signature: `${good.signature}, ${good.signature}` }, /64 hex/],
  ['half a signature', { ...good, signature: good.signature.slice(0, 40) }, /64 hex/],
  ['no signature', { ...good, signature: '' }, /64 hex/],
  ['no time', { ...good, timestamp: '' }, /Timestamp/],
])('a delivery with %s is refused and wakes nothing', async (_name, delivery, why) => {
  const answer = await send(delivery);

  expect([answer.status, answer.code]).toEqual([401, 'not_allowed']);
  expect(await woken()).toEqual([]);
  expect(await log()).toEqual([['events', 'refused', expect.stringMatching(why)]]);
});

test('what nobody knows by that name wakes nothing', async () => {
  const answer = await send(signed({ name: 'nobody' }));

  expect([answer.status, answer.code]).toEqual([404, 'not_found']);
  expect(await log()).toEqual([['nobody', 'refused', 'There is no hook of that name.']]);
});

test('the token wakes what belongs to programs that cannot sign, and nothing else', async () => {
  const call = (name: string) =>
    door.ask(`/hooks/${name}`, null, { method: 'POST', headers: { 'x-hook-token': token } });
  const own = await call('audiobookshelf');
  const other = await call('vip');

  expect([own.status, other.status]).toEqual([202, 401]);
  await expect.poll(woken).toEqual(['arrivals']);
});

test('a test goes through the door and says what came back', async () => {
  const { data, status } = await door.ask('/api/commands/history?hooks=test', ownerKey);

  expect([status, data['status']]).toEqual([200, 202]);
  expect(await woken()).toEqual([]);
  expect(await log()).toEqual([['test', 'taken', 'a test']]);
});

test('the log is for operators, holds no secret and is kept for a month', async () => {
  const key = await door.makeKey('Viewer', 'viewer');
  const delivery = signed({});
  await send(delivery);
  const rows = await door.services
    .em()
    .execute<{ row: string }[]>('select d::text as row from hook_deliveries d');
  const answer = await door.ask('/api/commands/history?hooks=log', key);

  expect(answer.status).toBe(403);
  expect(JSON.stringify(rows)).not.toContain(delivery.signature.slice(7));
  expect(JSON.stringify(rows)).not.toContain(secret);
  const days = (count: number) => new Date(Date.now() + count * 86_400_000);
  await deleteOldRows(door.services.em(), days(29));
  expect(await log()).toHaveLength(1);
  await deleteOldRows(door.services.em(), days(31));
  expect(await log()).toHaveLength(0);
});

test('without a secret nothing is signed, and a test says so', async () => {
  await using closed = await openDoor({ HOOK_TOKEN: token });

  const { status, text } = await closed.ask('/api/commands/history?hooks=test', ownerKey);

  expect(status).toBe(409);
  expect(text).toContain('HOOK_SECRET is not set');
});

test('a secret that can be guessed stops the start', async () => {
  await expect(openDoor({ HOOK_SECRET: 'change-me' })).rejects.toThrow(/HOOK_SECRET/);
});
