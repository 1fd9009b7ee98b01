import { expect, test } from 'vitest';
import { createLoginGate } from '../../src/db/login-gate.ts';
import { useDatabase } from '../support/use-database.ts';

const { em, openSecond } = useDatabase();
const now = new Date('2026-06-10T10:00:00Z');
const minutesLater = (minutes: number) => new Date(now.getTime() + minutes * 60_000);

test('after a refused login no process tries again for ten minutes', async () => {
  const gate = createLoginGate(em);
  const other = createLoginGate(await openSecond());
  const before = await other.mayTry(now);

  await gate.refused(now, 'wrong password');

  expect(before).toBe(true);
  expect(await other.mayTry(minutesLater(9.9))).toBe(false);
  expect(await other.mayTry(minutesLater(10))).toBe(true);
});

test('a login that succeeds opens the gate at once', async () => {
  const gate = createLoginGate(em);
  await gate.refused(now, 'wrong password');

  await gate.succeeded();

  expect(await gate.mayTry(now)).toBe(true);
  expect(await em().execute('select refused_at, reason from download_client_login')).toEqual([
    { refused_at: null, reason: null },
  ]);
});
