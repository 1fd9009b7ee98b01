import { expect, test } from 'vitest';
import { oldBackup, tellOldBackup } from '../../src/backup/age.ts';
import { backupProblems } from '../../src/health/backup-check.ts';
import { useDatabase } from '../support/use-database.ts';

const { em } = useDatabase();
const made = new Date('2026-06-10T04:30:00Z');
const later = (hours: number) => new Date(made.getTime() + hours * 3_600_000);
const scheduled = [{ name: 'backup', description: '', schedule: '30 4 * * *' }];

async function note(): Promise<void> {
  await em().execute(
    `insert into backups (file, made_at, size_bytes, tables, rows, is_encrypted, checked)
     values ('a.swb', ?, 1, 1, 1, false, 'restored')`,
    [made],
  );
}
const problems = (now: Date, jobs = scheduled) => backupProblems(em(), { jobs, now: () => now });
const tell = (now: Date) => tellOldBackup(em(), { jobs: scheduled, platforms: ['discord'] }, now);
const alerts = () => em().execute('select kind, severity from alerts');

test('two days without a backup are a problem, and told once', async () => {
  await note();
  expect(await problems(later(47.9))).toEqual([]);
  await tell(later(47.9));
  expect(await alerts()).toEqual([]);

  for (const hours of [48.1, 72, 96]) await tell(later(hours));

  expect(await problems(later(49))).toMatchObject([
    { area: 'backups', text: 'the newest backup is 49 hours old', hint: 'run backup' },
  ]);
  expect(await alerts()).toEqual([{ kind: 'backup-old', severity: 'warning' }]);
});

test('a new installation has two days for its first one', async () => {
  const since = new Date();
  await em().execute('update schema_migrations set executed_at = ?', [since]);
  const after = (hours: number) => new Date(since.getTime() + hours * 3_600_000);

  expect(await problems(after(40))).toEqual([]);
  expect(await problems(after(50))).toMatchObject([{ text: 'no backup was ever made' }]);
});

test('who has switched the job off is not told', async () => {
  const off = [{ name: 'backup', description: '', schedule: null }];

  expect(await oldBackup(em(), { jobs: off }, later(1000))).toBeNull();
  expect(await problems(later(1000), [])).toEqual([]);
});
