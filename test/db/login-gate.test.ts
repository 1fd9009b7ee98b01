import { expect, test } from 'vitest';
import { createLoginGate } from '../../src/db/login-gate.ts';
import { useDatabase } from '../support/use-database.ts';

const { em, openSecond } = useDatabase();
const now = new Date('2026-06-10T10:00:00Z');
const minutesLater = (minutes: number) => new Date(now.getTime() + minutes * 60_000);
const wrong = async () => ({ refused: 'wrong password' });
const right = async () => ({ session: 'in' });
const closed = { closedUntil: minutesLater(10), reason: 'wrong password' };

test('after a refused login no process tries again for ten minutes, and each can say why', async () => {
  const gate = createLoginGate(em);
  const other = createLoginGate(await openSecond());

  expect(await gate.pass(now, wrong)).toEqual(closed);

  expect(await other.pass(minutesLater(9.9), right)).toEqual(closed);
  expect(await other.pass(minutesLater(10), right)).toEqual({ session: 'in' });
});

test('of many processes with a wrong password that start at once, one tries it', async () => {
  const gates = [createLoginGate(em), createLoginGate(await openSecond())];
  let tries = 0;
  const tryWrong = async () => {
    tries += 1;
    return wrong();
  };

  const all = [...gates, ...gates, ...gates].map((gate) => gate.pass(now, tryWrong));
  const outcomes = await Promise.all(all);

  expect(tries).toBe(1);
  expect(outcomes).toEqual(all.map(() => closed));
});

test('a login that succeeds leaves the gate open, and one without an answer changes nothing', async () => {
  const gate = createLoginGate(em);

  const noAnswer = () => Promise.reject(new Error('no answer'));
  await expect(gate.pass(now, noAnswer)).rejects.toThrow('no answer');
  expect(await gate.pass(now, right)).toEqual({ session: 'in' });
  expect(await gate.pass(now, right)).toEqual({ session: 'in' });

  expect(await em().execute('select refused_at, reason from download_client_login')).toEqual([
    { refused_at: null, reason: null },
  ]);
});
