import { expect, test } from 'vitest';
import { judgeUnsatisfied, noteRefusal, whyNoRoom } from '../../src/account/unsatisfied.ts';
import { isCalm, unsatisfiedLevel } from '../../src/account/unsatisfied-level.ts';
import { addReading, now, policy } from '../proposals/builders.ts';
import { useDatabase } from '../support/use-database.ts';

const { em } = useDatabase();
const platforms = ['discord'];
const minutesLater = (minutes: number) => new Date(now.getTime() + minutes * 60_000);

/** Reads the account every five minutes; the limit is 100, of which 10 are kept free. */
async function readEachTime(...counts: number[]): Promise<void> {
  for (const [index, unsatisfied] of counts.entries()) {
    const at = minutesLater(index * 5);
    await addReading(em(), { unsatisfied, at });
    await judgeUnsatisfied(em(), { platforms, policy, now: at });
  }
}

async function titles(): Promise<string[]> {
  const rows = await em().execute<{ title: string }[]>(
    `select reply ->> 'title' as title from alerts order by id`,
  );
  return rows.map(({ title }) => title);
}

const near = 'Many torrents owe seed time';
const full = 'No more torrents for now';

test.each<[string, number[], string[]]>([
  ['far below nothing is said', [10, 79], []],
  ['four fifths are told once', [79, 80, 85, 80, 89], [near]],
  ['the reserve is told once more', [80, 90, 95, 100, 92], [near, full]],
  ['straight to the reserve is one alert', [10, 90], [full]],
  ['to and fro about the line is no news', [80, 79, 80, 79, 81], [near]],
  ['after it was well below it is told anew', [80, 75, 80], [near, near]],
])('%s', async (_, counts, expected) => {
  await readEachTime(...counts);

  expect(await titles()).toEqual(expected);
});

test('two processes that judge the same reading tell it once', async () => {
  await addReading(em(), { unsatisfied: 95 });

  await Promise.all(
    Array.from({ length: 5 }, () => judgeUnsatisfied(em(), { platforms, policy, now })),
  );

  expect(await titles()).toEqual([full]);
});

test.each([
  [139, 150, 10, 'near'],
  [140, 150, 10, 'full'],
  [119, 150, 10, null],
  [9, 20, 10, null],
  [10, 20, 10, 'full'],
  [150, 150, 0, 'full'],
  [149, 150, 0, 'near'],
])('%i of %i with %i kept free is %s', (count, limit, reserve, level) => {
  expect(unsatisfiedLevel({ count, limit }, reserve)).toBe(level);
  expect(level === null || !isCalm({ count, limit }, reserve)).toBe(true);
});

test('free torrents have no room either when only the reserve is left', async () => {
  await addReading(em(), { unsatisfied: 90 });

  expect(await whyNoRoom(em(), policy, now)).toMatch(/^unsatisfied is \d+ of 100, needed is 10/);
});

test('a refusal by the tracker holds for an hour, whatever the reading says, and is told once', async () => {
  await addReading(em(), { unsatisfied: 4 });
  await noteRefusal(em(), { platforms, policy, now });
  await judgeUnsatisfied(em(), { platforms, policy, now: minutesLater(5) });
  await noteRefusal(em(), { platforms, policy, now: minutesLater(5) });

  const soon = await whyNoRoom(em(), policy, minutesLater(60));
  const later = await whyNoRoom(em(), policy, minutesLater(66));

  expect(soon).toBe('the tracker refused a torrent: too many owe seed time (406)');
  expect(later).toBeNull();
  expect(await titles()).toEqual([full]);
});
