import { readdirSync } from 'node:fs';
import path from 'node:path';
import { beforeEach, expect, test } from 'vitest';
import { migrate } from '../../src/db/migrate.ts';
import { migrationsPath } from '../../src/db/orm.ts';
import { ConfigError } from '../../src/errors.ts';
import { useDatabase } from '../support/use-database.ts';

const { em, connection } = useDatabase();
const files = readdirSync(migrationsPath)
  .map((file) => path.parse(file).name)
  .toSorted((a, b) => a.localeCompare(b));

beforeEach(async () => {
  await em().execute('drop schema public cascade');
  await em().execute('create schema public');
});

async function tables(): Promise<string[]> {
  const rows = await em().execute<{ name: string }[]>(
    `select tablename as name from pg_tables where schemaname = 'public' order by 1`,
  );
  return rows.map(({ name }) => name);
}

async function executed(): Promise<string[]> {
  const rows = await em().execute<{ name: string }[]>(
    'select name from schema_migrations order by id',
  );
  return rows.map(({ name }) => name);
}

test('an empty database gets the whole schema, and a second run changes nothing', async () => {
  await migrate(connection());
  const first = await executed();

  await migrate(connection());

  expect(first).toEqual(files);
  expect(await executed()).toEqual(files);
});

test('two programs that start at the same time on an empty database both come up', async () => {
  await Promise.all([migrate(connection()), migrate(connection()), migrate(connection())]);

  expect(await executed()).toEqual(files);
});

test('a migration that fails leaves nothing behind, and can be run again', async () => {
  await em().execute('create table audit (is_in_the_way boolean)');

  await expect(migrate(connection())).rejects.toThrow('"audit" already exists');

  expect((await tables()).filter((name) => name !== 'schema_migrations')).toEqual(['audit']);
  await em().execute('drop table audit');
  await migrate(connection());
  expect(await executed()).toEqual(files);
});

test('a database of a newer program is refused with what to do, and stays as it is', async () => {
  await migrate(connection());
  await em().execute(
    `insert into schema_migrations (name) values ('Migration20990101000000_future')`,
  );

  const refusal = migrate(connection());

  await expect(refusal).rejects.toThrow(ConfigError);
  await expect(refusal).rejects.toThrow(
    'The database was last used by a newer version of this program (it has Migration20990101000000_future). Start that version again, or restore a backup made before the upgrade.',
  );
  expect(await executed()).toEqual([...files, 'Migration20990101000000_future']);
});

test('the database of the program whose place this one takes is refused untouched, with what to do', async () => {
  for (const name of ['books', 'downloads', 'missing_books']) {
    await em().execute(`create table ${name} (id integer)`);
  }

  const refused = migrate(connection());

  await expect(refused).rejects.toBeInstanceOf(ConfigError);
  await expect(refused).rejects.toMatchObject({
    problems: [expect.stringContaining('npm run import -- mamcrawler')],
  });
  expect(await tables()).not.toContain('proposals');
});
