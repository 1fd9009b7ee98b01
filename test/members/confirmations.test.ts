import { expect, test } from 'vitest';
import { keepConfirmation, takeConfirmation } from '../../src/members/confirmations.ts';
import { useDatabase } from '../support/use-database.ts';

const database = useDatabase();
const now = new Date('2026-05-01T12:00:00Z');
const later = (minutes: number) => new Date(now.getTime() + minutes * 60_000);

test('a call is confirmed once, by one of many processes', async () => {
  const second = await database.openSecond();
  await keepConfirmation(database.em(), 'a', later(5));

  const taken = await Promise.all(
    Array.from({ length: 10 }, (_, index) =>
      takeConfirmation(index % 2 ? second() : database.em(), 'a', now),
    ),
  );

  expect(taken.filter(Boolean)).toHaveLength(1);
});

test('nothing is confirmed after its time, nor what nobody asked for', async () => {
  await keepConfirmation(database.em(), 'a', later(5));

  expect(await takeConfirmation(database.em(), 'a', later(5))).toBe(false);
  expect(await takeConfirmation(database.em(), 'b', now)).toBe(false);
  expect(await takeConfirmation(database.em(), 'a', later(4))).toBe(true);
});
