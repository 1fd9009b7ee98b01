import { expect, test } from 'vitest';
import { textOf } from '../e2e/chat-room.ts';
import { readDigest } from '../../src/digest/read.ts';
import { showDigest } from '../../src/digest/show.ts';
import { tellDigest } from '../../src/digest/tell.ts';
import type { Reply } from '../../src/command/reply.ts';
import { addProposals, addReading, hoursLater, now } from '../proposals/builders.ts';
import { useDatabase } from '../support/use-database.ts';

const { em } = useDatabase();
// A Monday; the next day is a Tuesday.
const tuesday = hoursLater(24);

const tell = (at: Date, timeZone = 'UTC') =>
  em().transactional((inner) => tellDigest(inner, { platforms: ['discord'], timeZone, now: at }));

async function cards(): Promise<string[]> {
  const rows = await em().execute<{ reply: Reply }[]>('select reply from alerts order by id');
  return rows.map(({ reply }) => textOf(reply));
}

async function addDownload(title: string, status: string, at: Date): Promise<void> {
  await em().execute(
    `insert into downloads (title, author, source, status, status_reason, last_attempt, date_completed)
     values (?, 'Anna Ward', 'mam', ?, 'as it says', ?, ?)`,
    [title, status, at, status === 'completed' ? at : null],
  );
}

test('a day without news is not told', async () => {
  await addReading(em());

  expect(await tell(tuesday)).toBeNull();
  expect(await cards()).toEqual([]);
});

test('what came, what did not and what waits for a person is one card of the last day', async () => {
  await addReading(em(), { uploaded: 3, at: hoursLater(-1) });
  await addReading(em(), { uploaded: 5, at: hoursLater(20) });
  await addProposals(em, 2);
  await addDownload('Salt Road', 'completed', hoursLater(5));
  await addDownload('Before', 'completed', hoursLater(-5));
  await addDownload('Glass Sea', 'abandoned', hoursLater(6));
  await addDownload('Nowhere', 'stopped', hoursLater(-100));
  await em().execute(
    `insert into purchases (key, kind, status, amount, cost_points, is_spent, actor, reason, settled_at)
     values ('vip:1', 'vip', 'confirmed', 4, 5000, true, 'VIP_AUTO', 'at risk', ?)`,
    [hoursLater(7)],
  );

  expect(await tell(tuesday)).toBe(1);

  const [card = ''] = await cards();
  expect(card).toContain('The last 24 hours');
  expect(card).toMatch(/3\.00 → 5\.00/);
  expect(card).toContain('Salt Road by Anna Ward');
  expect(card).not.toContain('Before');
  expect(card).toContain('Glass Sea by Anna Ward');
  expect(card).toContain('Nowhere by Anna Ward');
  expect(card).toContain('4 weeks of VIP');
  expect(card).toContain('5,000 points');
});

test('it is told once for each date, whoever runs the job how often', async () => {
  await addProposals(em, 1);
  await em().execute('update proposals set opened_at = ?', [hoursLater(2)]);

  await Promise.all([tell(tuesday), tell(tuesday), tell(hoursLater(25))]);

  expect(await cards()).toHaveLength(1);
});

test('on Mondays of the configured zone it is the week', async () => {
  await addDownload('Salt Road', 'completed', hoursLater(-100));

  const monday = await tell(now);
  const stillSunday = await tell(new Date('2026-06-15T03:00:00Z'), 'America/New_York');

  expect([monday, stillSunday]).toEqual([7, null]);
  expect((await cards())[0]).toContain('The last 7 days');
});

test('of an account that was never read nothing is made up', async () => {
  const digest = await readDigest(em(), { from: hoursLater(-24), to: now });

  const text = textOf(showDigest(digest));
  expect(text).toContain('not read yet');
  expect(text).not.toMatch(/Ratio|Points|VIP/);
});
