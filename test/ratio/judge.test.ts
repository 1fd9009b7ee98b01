import { describe, expect, test } from 'vitest';
import { readLedger } from '../../src/account/ledger.ts';
import { recordReading } from '../../src/account/record.ts';
import type { Reply } from '../../src/command/reply.ts';
import { judgeRatio } from '../../src/ratio/judge.ts';
import { account, minutesLater, now } from '../account/readings.ts';
import { policy } from '../proposals/builders.ts';
import { useDatabase } from '../support/use-database.ts';

const { em } = useDatabase();
const platforms = ['room'];

/** A reading of the tracker `minute` minutes from now, judged at once. */
async function read(minute: number, ratio: number | null, judgedAfterMinutes = 0) {
  const bytes =
    ratio === null
      ? { uploadedBytes: 0, downloadedBytes: 0 }
      : ratio === Infinity
        ? { uploadedBytes: 5, downloadedBytes: 0 }
        : { uploadedBytes: Math.round(ratio * 1e12), downloadedBytes: 1e12 };
  await recordReading(em(), { ...account, ...bytes }, minutesLater(minute));
  return judge(minute + judgedAfterMinutes);
}

const judge = (minute: number) =>
  judgeRatio(em(), { platforms, policy, hasClient: true, now: minutesLater(minute) });

const levels = async () =>
  (await em().execute<{ level: string }[]>('select level from ratio_episodes order by id')).map(
    ({ level }) => level,
  );
const alerts = async () =>
  (await em().execute<{ kind: string }[]>('select kind from alerts order by id')).map(
    ({ kind }) => kind,
  );
const work = async () =>
  (
    await em().execute<{ key: string }[]>(
      `select key from outbox where kind = 'effect' and lane = 'ratio' order by id`,
    )
  ).map(({ key }) => key);

test('goes down and up again, and tells each change once', async () => {
  const ratios = [1.5, 1.5, 1.19, 1.21, 1.1, 1, 0.99, 1.04, 1.05, 1.1, 1.3];
  for (const [index, ratio] of ratios.entries()) await read(index * 5, ratio);

  expect(await levels()).toEqual(['normal', 'warning', 'emergency', 'warning', 'normal']);
  expect(await alerts()).toEqual(['ratio-warning', 'ratio-emergency']);
  expect(await work()).toEqual(['ratio-measures:3:sure', 'ratio-restore:3:once']);
  expect(
    await em().execute('select level, since, ratio, ended_at from ratio_episodes where id = 3'),
  ).toEqual([
    { level: 'emergency', since: minutesLater(25), ratio: 1, ended_at: minutesLater(40) },
  ]);
});

test('judged by ten at once it changes once', async () => {
  await read(0, 1.1);
  await recordReading(
    em(),
    { ...account, uploadedBytes: 9e11, downloadedBytes: 1e12 },
    minutesLater(5),
  );

  const verdicts = await Promise.all(Array.from({ length: 10 }, () => judge(5)));

  expect(verdicts.filter(({ isNew }) => isNew)).toHaveLength(1);
  expect(await levels()).toEqual(['warning', 'emergency']);
  expect(await alerts()).toEqual(['ratio-warning', 'ratio-emergency']);
});

test('a slow process that judges an old reading does not undo what a newer one has shown', async () => {
  await read(0, 1.1);
  await recordReading(
    em(),
    { ...account, uploadedBytes: 9e11, downloadedBytes: 1e12 },
    minutesLater(5),
  );
  const late = judge(0);

  await Promise.all([late, judge(5)]);

  expect((await levels()).at(-1)).toBe('emergency');
});

describe('a lone fall', () => {
  test('freezes at once, and is told when a second reading says so', async () => {
    await read(0, 1.8);
    await read(5, 0.2);
    const told = await alerts();
    const { emergency } = await readLedger(em());
    await read(10, 0.2);
    await read(15, 0.2);

    expect(told).toEqual([]);
    expect(emergency).toMatchObject({ since: minutesLater(5), ratio: 0.2 });
    expect(await alerts()).toEqual(['ratio-emergency']);
    expect(await work()).toEqual(['ratio-measures:2:first', 'ratio-measures:2:sure']);
  });

  test('that the next reading takes back leaves no alarm', async () => {
    for (const [index, ratio] of [1.8, 0.2, 1.8].entries()) await read(index * 5, ratio);

    expect(await levels()).toEqual(['normal', 'emergency', 'normal']);
    expect(await alerts()).toEqual([]);
    expect(await work()).toEqual(['ratio-measures:2:first', 'ratio-restore:2:once']);
    expect((await readLedger(em())).emergency).toBeNull();
  });

  test('is not made sure by looking twice at one reading', async () => {
    await read(0, 1.8);
    await read(5, 0.2);
    await judge(6);

    expect(await alerts()).toEqual([]);
  });

  test('is none when the first reading ever is that low', async () => {
    await read(0, 0.9);

    expect(await alerts()).toEqual(['ratio-emergency']);
  });
});

describe('what is not known', () => {
  test.each([
    ['nothing was moved yet', null, 0],
    ['the reading is too old to decide by', 0.5, 15],
  ])('changes nothing: %s', async (_, ratio, judgedAfterMinutes) => {
    await read(0, 1.5);

    expect(await read(5, ratio, judgedAfterMinutes)).toEqual({ level: 'normal', isNew: false });
  });

  test('does not end an emergency', async () => {
    await read(0, 0.9);
    await read(5, null);
    await read(10, 2, 20);

    expect(await levels()).toEqual(['emergency']);
  });

  test('before the first reading there is no level', async () => {
    expect(await judge(0)).toEqual({ level: null, isNew: false });
    expect(await levels()).toEqual([]);
  });

  test('an infinite ratio is fine', async () => {
    expect(await read(0, Infinity)).toEqual({ level: 'normal', isNew: true });
  });
});

test('each reading says whether there was an emergency', async () => {
  for (const [index, ratio] of [1.5, 1.1, 0.9, 1.04, 1.05].entries()) await read(index * 5, ratio);

  expect(await em().execute('select emergency_active as is from ratio_log order by id')).toEqual([
    { is: false },
    { is: false },
    { is: true },
    { is: true },
    { is: false },
  ]);
});

describe('approved grabs', () => {
  async function addGrab(id: number, isPaid: boolean | null, status = 'queued') {
    await em().execute(
      `insert into downloads (id, title, source, status, is_paid) values (?, 'a', 'mam', ?, ?)`,
      [id, status, isPaid],
    );
    await em().execute(
      `insert into outbox (key, kind, topic, lane, payload, not_before)
       values (?, 'effect', 'grab', ?, '{}', ?)`,
      [`grab:${id}:0`, `download:${id}`, minutesLater(999)],
    );
  }
  const rows = async () =>
    await em().execute(
      `select id, status, emergency_blocked as blocked, paid_download_allowed as allowed,
              freeze_timestamp as at, emergency_reason as why from downloads order by id`,
    );

  test('that are paid, or may be, are frozen; free ones and what is over are not', async () => {
    await addGrab(1, true);
    await addGrab(2, null, 'waiting');
    await addGrab(3, false);
    await addGrab(4, true, 'completed');
    await read(0, 0.98);

    const why = 'ratio emergency since 2026-06-15 12:00 UTC (ratio 0.98): paid downloads wait';
    const free = { blocked: false, at: null, why: null };
    expect(await rows()).toEqual([
      { id: 1, status: 'waiting', blocked: true, allowed: false, at: now, why },
      { id: 2, status: 'waiting', blocked: true, allowed: null, at: now, why },
      { id: 3, status: 'queued', allowed: null, ...free },
      { id: 4, status: 'completed', allowed: true, ...free },
    ]);
    const [alert] = await em().execute<[{ reply: Reply }]>('select reply from alerts');
    expect(JSON.stringify(alert.reply)).toContain('2 approved grabs wait');
  });

  test('go on by themselves when it is over, each by the one message it has', async () => {
    await addGrab(1, true);
    await read(0, 0.98);
    await read(5, 1.05);

    const thawed = { blocked: false, allowed: true, at: null, why: null };
    expect(await rows()).toEqual([{ id: 1, status: 'waiting', ...thawed }]);
    expect(
      await em().execute(
        `select key from outbox where topic = 'grab' and status = 'pending' and not_before <= now()`,
      ),
    ).toEqual([{ key: 'grab:1:0' }]);
  });
});

test('an alarm says what happened, what the bot did and what a person can do, with a button', async () => {
  await read(0, 1.1);
  await read(5, 0.98);
  const replies = await em().execute<{ reply: Reply }[]>('select reply from alerts order by id');

  expect(replies).toHaveLength(2);
  for (const { reply } of replies) {
    const labels = reply.blocks.flatMap((block) =>
      block.kind === 'fields' ? block.fields.map(({ label }) => label) : [],
    );
    expect(labels).toEqual(expect.arrayContaining(['What', 'Did', 'You can']));
    expect(reply.blocks.some((block) => block.kind === 'buttons')).toBe(true);
  }
  expect(JSON.stringify(replies[1])).toContain('18.6 GB of upload are missing');
});

test('without a download client nothing is said of one', async () => {
  await recordReading(em(), { ...account, uploadedBytes: 9e11, downloadedBytes: 1e12 }, now);

  await judgeRatio(em(), { platforms, policy, hasClient: false, now });

  const [alert] = await em().execute<[{ reply: Reply }]>('select reply from alerts');
  expect(alert.reply.title).toBe('Ratio emergency: 0.90');
  expect(JSON.stringify(alert.reply)).not.toContain('qBittorrent');
});
