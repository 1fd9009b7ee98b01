import { readdirSync } from 'node:fs';
import path from 'node:path';
import { beforeEach, expect, test } from 'vitest';
import { migrationsPath } from '../../src/db/orm.ts';
import { runMigration } from '../faults/kill-migration.ts';
import { seededRandom } from '../labels/random.ts';
import { makeTemporaryFolder } from '../support/temporary-folder.ts';
import { useDatabase } from '../support/use-database.ts';

const { em, connection } = useDatabase();
const files = readdirSync(migrationsPath).map((file) => path.parse(file).name);
const seed = Number(process.env['MIGRATION_SEED'] ?? Date.now() % 100_000);

beforeEach(async () => {
  await em().execute('drop schema public cascade');
  await em().execute('create schema public');
});

test(`a migration that is killed leaves the schema as it was, and the next start finishes it (seed ${seed})`, async () => {
  const { host, port, dbName: database } = connection();
  const target = { host, port, database, folder: await makeTemporaryFolder() };
  const whole = await runMigration(target);
  await em().execute('drop schema public cascade');
  await em().execute('create schema public');
  const [point = 1] = seededRandom(seed).shuffled(numbersTo(whole.statements));

  const killed = await runMigration(target, point);
  const made = await em().execute<{ name: string }[]>(
    `select tablename as name from pg_tables where schemaname = 'public' and tablename <> 'schema_migrations'`,
  );
  const next = await runMigration(target);

  expect({ point, ...killed, made }).toMatchObject({ point, exitCode: null, made: [] });
  expect(next).toMatchObject({ exitCode: 0, said: 'The database is up to date.\n' });
  const executed = await em().execute<{ name: string }[]>('select name from schema_migrations');
  expect(executed.map(({ name }) => name).toSorted()).toEqual(files.toSorted());
});

test('a program of an older version says in a sentence that the database is newer, and ends with 78', async () => {
  const { host, port, dbName: database } = connection();
  const target = { host, port, database, folder: await makeTemporaryFolder() };
  await runMigration(target);
  await em().execute(
    `insert into schema_migrations (name) values ('Migration20990101000000_future')`,
  );

  const refused = await runMigration(target);

  expect(refused.exitCode).toBe(78);
  expect(refused.said).toContain('was last used by a newer version of this program');
  expect(refused.said).toContain('restore a backup made before the upgrade');
});

function numbersTo(count: number): number[] {
  return Array.from({ length: count }, (_, index) => index + 1);
}
