import { expect, test } from 'vitest';
import { loadConfig } from '../../src/config.ts';
import { approverOf, whyNotNow } from '../../src/downloads/approver.ts';
import type { Policy } from '../../src/settings/policy.ts';
import { addReading, hoursLater, now, policy } from '../proposals/builders.ts';
import { useDatabase } from '../support/use-database.ts';

const { em, openSecond } = useDatabase();

async function addDownload(status = 'queued'): Promise<number> {
  const [row] = await em().execute<{ id: number }[]>(
    `insert into downloads (title, source, status) values ('Salt', 'mam', ?) returning id`,
    [status],
  );
  return row?.id ?? 0;
}

/** Torrents that went into the client so many minutes ago. */
async function addStarted(...minutesAgo: number[]): Promise<void> {
  for (const minutes of minutesAgo) {
    await em().execute(
      `insert into download_events (download_id, at, status, detail) values (?, ?, 'downloading', '')`,
      [await addDownload('completed'), minutesLater(-minutes)],
    );
  }
}

const minutesLater = (minutes: number) => hoursLater(minutes / 60);

function ask(
  download: number,
  { rules = {}, at = now, approver = 'autopilot' as 'autopilot' | 'person', from = em } = {},
) {
  const config = loadConfig({ TZ: 'UTC' });
  const own: Policy = { ...policy, autopilot: 'full', ...rules };
  const services = { config, policy: async () => own, now: () => at };
  return whyNotNow(services, from(), download, approver);
}

test('the word of a person holds at any hour, at any pace and while autopilot is off', async () => {
  await addStarted(0, 1, 2, 3, 4, 5);
  const rules = { grabHours: '01:00-02:00', autopilot: 'off' as const };

  expect(await ask(await addDownload(), { rules, approver: 'person' })).toBeNull();
});

test('whose word it is stands in the proposal', async () => {
  await em().execute(
    `with m as (insert into missing_books (work_key, title, reason_missing)
                values ('a', 'A', 'request'), ('b', 'B', 'request') returning id)
     insert into proposals (missing_book_id, status, decided_by, decided_by_name)
     select id, 'approved', case id when 1 then 'bot:autopilot' else 'discord:7' end,
            case id when 1 then 'autopilot' else 'Ada' end from m`,
  );

  expect(await approverOf(em(), { proposalId: 1 })).toEqual({
    approver: 'autopilot',
    name: 'autopilot',
  });
  expect(await approverOf(em(), { proposalId: 2 })).toEqual({ approver: 'person', name: 'Ada' });
});

test('what autopilot took waits while autopilot is off, and outside its hours', async () => {
  await addReading(em());
  const id = await addDownload();

  expect(await ask(id, { rules: { autopilot: 'off' } })).toEqual({
    reason: 'autopilot is off',
    until: minutesLater(5),
  });
  expect(await ask(id, { rules: { grabHours: '01:00-07:00' } })).toEqual({
    reason: 'autopilot grabs only between 01:00 and 07:00',
    until: hoursLater(13),
  });
  expect(await ask(id, { rules: { grabHours: '11:00-13:00' } })).toBeNull();
});

test('autopilot keeps the pace: so far apart, so many in an hour', async () => {
  await addReading(em());
  await addStarted(1);
  const id = await addDownload();

  const early = await ask(id);
  await addStarted(10, 20, 30, 40);
  const tooMany = await ask(id);

  expect(early).toEqual({ reason: 'normal pace: 120 s apart', until: minutesLater(1) });
  expect(tooMany).toEqual({ reason: 'normal pace: 5 in an hour', until: minutesLater(20) });
});

test('while the ratio is not known the pace is the careful one', async () => {
  await addStarted(3);

  expect(await ask(await addDownload())).toEqual({
    reason: 'cautious pace: 300 s apart',
    until: minutesLater(2),
  });
});

test('of ten grabs in two processes at once one goes, and asks again without waiting', async () => {
  await addReading(em());
  const second = await openSecond();
  const ids = await Promise.all(Array.from({ length: 10 }, () => addDownload()));

  const answers = await Promise.all(ids.map((id, n) => ask(id, { from: n % 2 ? second : em })));
  const gone = ids.filter((_, n) => answers[n] === null);

  expect(gone).toHaveLength(1);
  expect(await ask(gone[0] ?? 0, { at: minutesLater(1) })).toBeNull();
});

test('a place that was taken and given up frees itself', async () => {
  await addReading(em());
  const [first, second] = [await addDownload(), await addDownload()];
  await ask(first);
  await em().execute(`update downloads set status = 'failed' where id = ?`, [first]);

  expect(await ask(second)).toBeNull();
});
