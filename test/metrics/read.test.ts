import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { recordReading } from '../../src/account/record.ts';
import { loadConfig } from '../../src/config.ts';
import { readMetrics } from '../../src/metrics/read.ts';
import { policyOf } from '../../src/settings/policy.ts';
import { account, minutesLater, now } from '../account/readings.ts';
import { useDatabase } from '../support/use-database.ts';

const { em } = useDatabase();
const config = loadConfig({});

async function read(at: Date) {
  const policy = async () => policyOf(config.settings);
  const metrics = await readMetrics(em(), { policy, config, now: () => at });
  return Object.fromEntries(metrics.map(({ name, samples }) => [name, samples]));
}

test('an empty installation has figures of what is known only', async () => {
  expect(await read(now)).toMatchObject({
    ratio: [],
    points: [],
    vip_days: [],
    outbox_due: [{ value: 0 }],
    library_books: [{ value: 0 }],
    tracker_searches_left: [{ value: 300 }],
    tracker_session_lost: [{ value: 0 }],
    job_failing: [],
  });
});

test('the account counts while its reading is young, jobs by their last run', async () => {
  await recordReading(em(), { ...account, uploadedBytes: 150, downloadedBytes: 100 }, now);
  await em().execute(
    `insert into tasks (task_name, status, cause, scheduled_time, actual_start, actual_end, duration_seconds)
     values ('vip', 'failed', 'schedule', ?, ?, ?, 2.5)`,
    [now, now, now],
  );
  await em().execute(`insert into job_controls (job_name, failing_since) values ('vip', ?)`, [now]);

  const young = await read(minutesLater(5));
  const old = await read(minutesLater(60));

  expect(young).toMatchObject({
    ratio: [{ value: 1.5 }],
    account_reading_age_seconds: [{ value: 300 }],
    job_failing: [{ labels: { job: 'vip' }, value: 1 }],
    job_last_run_seconds: [{ labels: { job: 'vip' }, value: 2.5 }],
    job_last_end_age_seconds: [{ labels: { job: 'vip' }, value: 300 }],
  });
  expect(old).toMatchObject({ ratio: [], account_reading_age_seconds: [{ value: 3600 }] });
});

test('the dashboard for Grafana asks for figures that there are, and for each of them', async () => {
  const file = path.resolve(import.meta.dirname, '../../docs/grafana.json');
  const text = readFileSync(file, 'utf8');
  const asked = [...text.matchAll(/shelfwarden_([a-z_]+)/g)].map(([, name = '']) => name);
  const known = [
    ...Object.keys(await read(now)),
    'http_seconds_bucket',
    'service_seconds_bucket',
    'service_seconds_count',
  ];

  expect([...new Set(asked)].toSorted()).toEqual(known.toSorted());
});
