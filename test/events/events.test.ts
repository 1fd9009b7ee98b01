import { expect, test } from 'vitest';
import { activeEvents, hasEvent } from '../../src/events/events.ts';
import { judgeEvents, takeSample } from '../../src/events/sample.ts';
import { endByHand, readUntil, setEvent } from '../../src/events/say.ts';
import { rawPage, rawRow } from '../clients/mam/answers.ts';
import { json, mamAnswering } from '../clients/mam/tracker-server.ts';
import { useDatabase } from '../support/use-database.ts';

const { em, openSecond } = useDatabase();
const now = new Date('2026-06-15T12:00:00Z');
const hours = (count: number) => new Date(now.getTime() + count * 3_600_000);
const by = { actor: 'Ada', platforms: ['discord'], now };

/** Two weeks of usual looks, then two hours in which all newcomers are free. */
async function fillSamples(): Promise<void> {
  await em().execute(
    `insert into event_samples (at, free_percent)
     select at, case when at > ?::timestamptz - interval '90 minutes' then 97 else 12 end
       from generate_series(?::timestamptz - interval '14 days', ?::timestamptz, interval '1 hour') at`,
    [now, now, now],
  );
}

const judge = (at = now) => em().transactional((inner) => judgeEvents(inner, ['discord'], at));
const titles = async () => {
  const rows = await em().execute<{ title: string }[]>(
    `select reply ->> 'title' as title from alerts order by id`,
  );
  return rows.map(({ title }) => title);
};

test('a detected event begins once, is told once, and counts for all', async () => {
  await fillSamples();
  const second = await openSecond();

  await Promise.all([
    judge(),
    second().transactional((inner) => judgeEvents(inner, ['discord'], now)),
  ]);

  expect(await activeEvents(em(), now)).toMatchObject([{ type: 'freeleech', source: 'site' }]);
  expect(await titles()).toEqual(['Site-wide freeleech has begun']);
});

test('it ends when the site looks usual again', async () => {
  await fillSamples();
  await judge();
  for (const hour of [1, 2]) {
    await em().execute('insert into event_samples (at, free_percent) values (?, 12)', [
      hours(hour),
    ]);
  }

  await judge(hours(2));

  expect(await hasEvent(em(), hours(2))).toBe(false);
  expect(await titles()).toEqual(['Site-wide freeleech has begun', 'Site-wide freeleech is over']);
});

test('what a person says wins until its end', async () => {
  await fillSamples();
  await em().transactional((inner) => setEvent(inner, { type: 'none', until: '4h', note: '' }, by));

  await judge();

  expect(await hasEvent(em(), now)).toBe(false);
  await judge(hours(4));
  expect(await titles()).toEqual([]);
});

test('an event a person set ends by itself and is told', async () => {
  await em().transactional((inner) =>
    setEvent(inner, { type: 'bonus', until: '2h', note: 'news' }, by),
  );

  const during = await hasEvent(em(), hours(1));
  await judge(hours(2));

  expect([during, await hasEvent(em(), hours(2))]).toEqual([true, false]);
  expect(await titles()).toEqual(['Bonus points event has begun', 'Bonus points event is over']);
});

test('to end what does not go on is refused with a hint', async () => {
  await expect(em().transactional((inner) => endByHand(inner, 'bonus', by))).rejects.toMatchObject({
    code: 'not_found',
  });
});

test('a look asks the tracker twice and stores the share of free newcomers', async () => {
  const rows = [1, 2, 3, 4].map((id) => rawRow({ id, free: id === 1 ? 1 : 0 }));
  const { mam, received } = await mamAnswering(json(rawPage(rows)));

  const sample = await takeSample(em(), mam, now);

  expect(sample).toMatchObject({ freePercent: 25, freeleechCount: 4 });
  const bodies = received.map(({ body }) => JSON.parse(body) as { tor: Record<string, unknown> });
  expect(bodies.map(({ tor }) => [tor['sortType'], tor['searchType']])).toEqual([
    ['dateDesc', 'all'],
    ['default', 'fl'],
  ]);
});

test('a failed look is stored as failed and changes nothing', async () => {
  await fillSamples();
  const { mam } = await mamAnswering({ status: 503 });

  await expect(takeSample(em(), mam, hours(1))).rejects.toMatchObject({ service: 'tracker' });

  expect(await judge(hours(1))).toMatchObject({ state: 'unknown' });
  expect(await titles()).toEqual([]);
});

test.each([
  ['48', hours(48)],
  ['2h', hours(2)],
  ['1.5 d', hours(36)],
  ['2026-06-20', new Date('2026-06-20T23:59:59Z')],
  ['2026-06-16 18:30', new Date('2026-06-16T18:30:00Z')],
])('"%s" is an end', (text, end) => {
  expect(readUntil(text, now)).toEqual(end);
});

test.each(['', 'tomorrow', '2026-06-01', '0h', '9999d', '2026-13-40'])(
  '"%s" is refused as an end',
  (text) => {
    expect(() => readUntil(text, now)).toThrow(expect.objectContaining({ code: 'bad_input' }));
  },
);
