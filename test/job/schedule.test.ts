import fc from 'fast-check';
import { expect, test } from 'vitest';
import { lastSlot, nextRun, scheduleOf } from '../../src/job/schedule.ts';

const zones = ['America/New_York', 'Europe/Berlin', 'Australia/Lord_Howe', 'Pacific/Chatham'];

function runsBetween(pattern: string, timeZone: string, from: Date, to: Date): Date[] {
  const runs: Date[] = [];
  for (let at = nextRun(pattern, timeZone, from); at && at <= to; ) {
    runs.push(at);
    at = nextRun(pattern, timeZone, at);
  }
  return runs;
}

test.each([
  [
    'spring, New York: 02:30 does not exist',
    '30 2 * * *',
    'America/New_York',
    '2026-03-08T00:00-05:00',
    '2026-03-08T07:00:00.000Z',
  ],
  [
    'autumn, New York: the first 01:30 of two',
    '30 1 * * *',
    'America/New_York',
    '2026-11-01T00:00-04:00',
    '2026-11-01T05:30:00.000Z',
  ],
  [
    'spring, Berlin: 02:00 does not exist',
    '0 2 * * *',
    'Europe/Berlin',
    '2026-03-29T00:00+01:00',
    '2026-03-29T01:00:00.000Z',
  ],
  [
    'autumn, Berlin: the first 02:15 of two',
    '15 2 * * *',
    'Europe/Berlin',
    '2026-10-25T00:00+02:00',
    '2026-10-25T00:15:00.000Z',
  ],
  [
    'spring, Lord Howe: half an hour is missing',
    '15 2 * * *',
    'Australia/Lord_Howe',
    '2026-10-04T00:00+10:30',
    '2026-10-03T15:30:00.000Z',
  ],
  [
    'autumn, Lord Howe: half an hour is there twice',
    '45 1 * * *',
    'Australia/Lord_Howe',
    '2026-04-05T00:00+11:00',
    '2026-04-04T14:45:00.000Z',
  ],
  [
    'noon stays noon after the change',
    '0 12 * * *',
    'America/New_York',
    '2026-03-08T00:00-05:00',
    '2026-03-08T16:00:00.000Z',
  ],
  [
    'first Sunday of the month',
    '0 3 * * SUN#1',
    'UTC',
    '2026-10-05T00:00Z',
    '2026-11-01T03:00:00.000Z',
  ],
  ['a leap day', '0 4 29 2 *', 'UTC', '2026-01-01T00:00Z', '2028-02-29T04:00:00.000Z'],
])('%s', (_, pattern, timeZone, after, expected) => {
  const run = nextRun(pattern, timeZone, new Date(after));

  expect(run?.toISOString()).toBe(expected);
});

test.each(zones)('in %s a time of day comes once on every day of a year', (timeZone) => {
  const [from, to] = [new Date('2026-01-01T12:00Z'), new Date('2026-12-31T12:00Z')];
  for (const time of ['0 1', '45 1', '30 2', '0 3']) {
    const days = runsBetween(`${time} * * *`, timeZone, from, to).map((run) =>
      run.toLocaleDateString('sv', { timeZone }),
    );

    expect(new Set(days).size).toBe(days.length);
    expect(days).toHaveLength(364);
  }
});

test('a list of times is as right on the days of the change as a single time', () => {
  const spring = runsBetween(
    '30 2,14 * * *',
    'America/New_York',
    new Date('2026-03-08T05:00Z'),
    new Date('2026-03-09T04:00Z'),
  );
  const autumn = runsBetween(
    '0,30 1 * * *',
    'America/New_York',
    new Date('2026-11-01T04:00Z'),
    new Date('2026-11-02T05:00Z'),
  );

  expect(spring.map(String)).toEqual(
    ['2026-03-08T07:00Z', '2026-03-08T18:30Z'].map((at) => String(new Date(at))),
  );
  expect(autumn.map(String)).toEqual(
    ['2026-11-01T05:00Z', '2026-11-01T05:30Z'].map((at) => String(new Date(at))),
  );
});

test('what repeats every half hour keeps its beat while the clock goes back', () => {
  const runs = runsBetween(
    '*/30 * * * *',
    'Europe/Berlin',
    new Date('2026-10-24T23:59Z'),
    new Date('2026-10-25T03:00Z'),
  );

  expect(runs).toHaveLength(7);
});

test.each([
  ['2026-06-10T11:59:59.999Z', '2026-06-09T12:00:00.000Z'],
  ['2026-06-10T12:00:00.000Z', '2026-06-10T12:00:00.000Z'],
  ['2026-06-10T12:00:00.001Z', '2026-06-10T12:00:00.000Z'],
])('at %s the last noon was %s', (at, expected) => {
  expect(lastSlot('0 12 * * *', 'UTC', new Date(at))?.toISOString()).toBe(expected);
});

test('whatever runs next is the last slot once its time has come', () => {
  const anyTime = fc.date({
    min: new Date('2000-01-01'),
    max: new Date('2099-12-31'),
    noInvalidDate: true,
  });
  const anyPattern = fc.constantFrom(
    '* * * * *',
    '*/5 * * * *',
    '0 12 * * *',
    '30 1,2 * * *',
    '0 3 * * SUN#1',
    '0 4 1 * *',
  );
  fc.assert(
    fc.property(anyTime, fc.constantFrom(...zones), anyPattern, (at, zone, pattern) => {
      const next = nextRun(pattern, zone, at);

      expect(next && lastSlot(pattern, zone, next)).toEqual(next);
    }),
    { numRuns: 300 },
  );
});

test.each([
  ['no setting', {}, { schedule: '0 3 * * *' }],
  ['another time', { JOB_METADATA_DAILY_SCHEDULE: ' 15 4 * * * ' }, { schedule: '15 4 * * *' }],
  ['an empty setting', { JOB_METADATA_DAILY_SCHEDULE: '' }, { schedule: '0 3 * * *' }],
  ['switched off', { JOB_METADATA_DAILY_ENABLED: 'no' }, { schedule: null }],
  ['switched on', { JOB_METADATA_DAILY_ENABLED: 'true' }, { schedule: '0 3 * * *' }],
  [
    'a wrong word',
    { JOB_METADATA_DAILY_ENABLED: 'perhaps' },
    { problem: 'JOB_METADATA_DAILY_ENABLED: must be true or false' },
  ],
  [
    'a wrong pattern',
    { JOB_METADATA_DAILY_SCHEDULE: '61 * * * *' },
    { problem: expect.stringMatching(/^JOB_METADATA_DAILY_SCHEDULE: .*minute.*61/) },
  ],
  [
    'seconds',
    { JOB_METADATA_DAILY_SCHEDULE: '* * * * * *' },
    { problem: expect.stringContaining('5 parts') },
  ],
])('schedule by settings: %s', (_, settings, expected) => {
  expect(scheduleOf({ name: 'metadata-daily', schedule: '0 3 * * *' }, settings)).toEqual(expected);
});

test('any text is a schedule or a problem', () => {
  const words = fc.array(
    fc.constantFrom('*', '*/5', '1', '99', '1-5', '5-1', 'MON', '#', 'L', 'W', '?', '-1', ','),
    { maxLength: 7 },
  );
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string(),
        words.map((parts) => parts.join(' ')),
      ),
      (text) => {
        const outcome = scheduleOf({ name: 'any', schedule: null }, { JOB_ANY_SCHEDULE: text });

        expect('problem' in outcome || outcome.schedule === (text.trim() || null)).toBe(true);
      },
    ),
  );
});
