import { expect, test } from 'vitest';
import { networkOf } from '../../src/members/network.ts';
import {
  closeSession,
  countTry,
  findSession,
  leaveNotice,
  openSession,
  takeNotice,
} from '../../src/members/web-sessions.ts';
import { useDatabase } from '../support/use-database.ts';

const database = useDatabase();
const now = new Date('2026-05-01T12:00:00Z');
const later = (minutes: number) => new Date(now.getTime() + minutes * 60_000);
const session = { digest: 's', keyDigest: 'k', expiresAt: later(60) };
const open = () => openSession(database.em(), session, '10.0.0.1');
const tries = (count: number, at = now) =>
  Promise.all(Array.from({ length: count }, () => countTry(database.em(), '10.0.0.1', at)));

test('a session is known until its end or until it is closed', async () => {
  await open();

  expect(await findSession(database.em(), 's', later(59))).toBe('k');
  expect(await findSession(database.em(), 's', later(60))).toBeNull();
  await closeSession(database.em(), 's');
  expect(await findSession(database.em(), 's', now)).toBeNull();
});

test('of ten tries in the same moment five are judged, and the address waits a quarter of an hour', async () => {
  const answers = await tries(10);

  expect(answers.filter((answer) => answer === null)).toHaveLength(5);
  expect(answers.find((answer) => answer !== null)).toEqual(later(15));
  expect(await tries(1, later(14))).toEqual([later(15)]);
  expect(await tries(1, later(15))).toEqual([null]);
});

test('another address is not held up, and the right key makes the tries forgotten', async () => {
  await tries(6);

  expect(await countTry(database.em(), '10.0.0.2', now)).toBeNull();
  await open();
  expect(await tries(1)).toEqual([null]);
});

test('a notice is shown once, the newest one', async () => {
  await open();
  await leaveNotice(database.em(), 's', { title: 'old' });
  await leaveNotice(database.em(), 's', { title: 'new\0' });

  const taken = await Promise.all([takeNotice(database.em(), 's'), takeNotice(database.em(), 's')]);

  expect(taken.filter((notice) => notice !== null)).toEqual([{ title: 'new' }]);
  expect(await takeNotice(database.em(), 'other')).toBeNull();
});

test.each([
  ['192.0.2.7', '192.0.2.7'],
  ['::ffff:192.0.2.7', '192.0.2.7'],
  ['2001:db8:0:12:aaaa::1', '2001:db8:0:12::/64'],
  ['2001:0DB8::1', '2001:db8:0:0::/64'],
  ['fe80::1%eth0', 'fe80:0:0:0::/64'],
  ['::1', '0:0:0:0::/64'],
])('%s counts as %s', (address, network) => {
  expect(networkOf(address)).toBe(network);
});
