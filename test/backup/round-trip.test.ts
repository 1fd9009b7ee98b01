import path from 'node:path';
import { rm } from 'node:fs/promises';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openBackup } from '../../src/backup/read-file.ts';
import { writeBackup } from '../../src/backup/write-file.ts';
import { loadSnapshot } from '../../src/db/load.ts';
import { openOrm } from '../../src/db/orm.ts';
import { readSnapshot } from '../../src/db/snapshot.ts';
import { createDatabase, type TestDatabase } from '../support/database.ts';
import { makeTemporaryFolder } from '../support/temporary-folder.ts';
import { useDatabase } from '../support/use-database.ts';
import { everyRow, fillEveryTable } from './rows.ts';

const { em, connection } = useDatabase();
const secret = { from: 'BACKUP_KEY', value: 'correct horse battery staple, and more' } as const;
const madeAt = new Date('2026-06-10T04:30:00Z');
let target: TestDatabase;
let folder = '';

beforeAll(async () => {
  target = await createDatabase();
  folder = await makeTemporaryFolder();
});
afterAll(async () => {
  await target.drop();
  await rm(folder, { recursive: true });
});

/** What another database holds after everything went through a file. */
async function through(isEncrypted: boolean): Promise<Record<string, string[]>> {
  const file = path.join(folder, 'one.swb');
  await rm(file, { force: true });
  const writing = { madeAt, secret: isEncrypted ? secret : null };
  await readSnapshot(connection(), (snapshot) => writeBackup(file, snapshot, writing));
  const opened = await openBackup(file, { BACKUP_KEY: secret.value });
  await loadSnapshot(target.connection, opened.source());
  const orm = await openOrm(target.connection, 1);
  try {
    return await everyRow(orm.em.fork());
  } finally {
    await orm.close();
  }
}

test('every table comes back as it was', async () => {
  const tables = await fillEveryTable(em());
  const before = await everyRow(em());

  const after = await through(false);

  expect(tables.filter((name) => before[name]?.length === 0)).toEqual([]);
  expect(after).toEqual(before);
});

const text = fc.string({ unit: 'binary' }).map((any) => any.replaceAll('\0', '').toWellFormed());
const nasty = fc.oneof(
  text,
  fc.constantFrom('\\.', '\\N', '\n\\.\n', '\t', '\r\n', '', '\\', '{"table":"x","columns":["y"]}'),
);
const instant = fc.constantFrom(
  'infinity',
  '-infinity',
  '4713-01-01 00:00:00+00 BC',
  '2026-06-10 10:30:00.123456+02',
);
const real = fc.oneof(
  fc.constantFrom('NaN', 'Infinity', '-Infinity', '-0'),
  fc.double().map(String),
);
const json = fc.jsonValue().map((any) => {
  return JSON.stringify(any).replaceAll('\\u0000', '');
});
const row = fc.record({
  words: nasty,
  maybe: fc.option(nasty),
  bytes: fc.uint8Array({ maxLength: 300 }),
  json: fc.oneof(json, fc.constant('null')),
  at: instant,
  real,
  float: fc.oneof(fc.constantFrom('NaN', 'Infinity'), fc.float().map(String)),
  vector: fc.option(fc.array(fc.float({ noNaN: true }), { maxLength: 5 })),
  big: fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }).map(String),
  day: fc.constantFrom('infinity', '0001-01-01 BC', '2026-02-28'),
});
type Row = typeof row extends fc.Arbitrary<infer T> ? T : never;

/** Between them the tables have columns of every type there is in the schema. */
async function put(id: number, one: Row): Promise<void> {
  const run = (statement: string, values: unknown[]) => em().execute(statement, values);
  await run(
    'insert into ask_documents (id, key, kind, label, mark, weight, indexed_at) values (?, ?, ?, ?, ?, ?, ?)',
    [id, `${id}${one.words}`, 'rules', one.words, '', one.float, one.at],
  );
  await run(
    'insert into ask_chunks (document_id, position, heading, body, vector) values (?, 1, ?, ?, ?::real[])',
    [id, one.words, one.words, one.vector && `{${one.vector.join(',')}}`],
  );
  await run(
    `insert into settings (name, value, updated_by, updated_at) values (?, ?::jsonb, ?, ?)`,
    [`${id}${one.words}`, one.json, one.words, one.at],
  );
  await run(`insert into covers (url, type, bytes, fetched_at) values (?, 'image/png', ?, ?)`, [
    `${id}`,
    Buffer.from(one.bytes),
    one.at,
  ]);
  await run(
    `insert into outbox (key, kind, topic, lane, payload, last_error, done_at)
     values (?, 'effect', ?, ?, ?::jsonb, ?, ?)`,
    [`${id}`, one.words, one.words, one.json, one.maybe, one.at],
  );
  await run(
    `insert into ratio_log_daily (day, seen_at, global_ratio, uploaded_bytes, downloaded_bytes, points, class_name, is_vip_class)
     values (?::date, ?, ?, ?, 0, 1.5, ?, false) on conflict do nothing`,
    [one.day, one.at, one.real, one.big, one.words],
  );
}

test('values that are easily broken come back as they were, encrypted or not', async () => {
  const property = fc.asyncProperty(
    fc.array(row, { minLength: 1, maxLength: 6 }),
    fc.boolean(),
    async (rows, isEncrypted) => {
      for (const table of 'ask_documents settings covers outbox ratio_log_daily'.split(' ')) {
        await em().execute(`delete from ${table}`);
      }
      for (const [index, one] of rows.entries()) await put(index + 1, one);
      const before = await everyRow(em());

      expect(await through(isEncrypted)).toEqual(before);
    },
  );
  await fc.assert(property, { numRuns: 12 });
}, 120_000);

test('the types that are tried are those of the schema', async () => {
  const rows = await em().execute<{ type: string }[]>(
    `select distinct udt_name as type from information_schema.columns
      where table_schema = 'public' and is_generated = 'NEVER' order by 1`,
  );

  expect(rows.map(({ type }) => type)).toEqual(
    '_float4 bool bytea date float4 float8 int4 int8 jsonb numeric text timestamptz varchar'.split(
      ' ',
    ),
  );
});

test('numbers go on where they were', async () => {
  await em().execute(`select setval('books_id_seq', 4711)`);
  await through(false);

  const orm = await openOrm(target.connection, 1);
  const rows = await orm.em
    .fork()
    .execute(`select nextval('books_id_seq') as used, nextval('series_id_seq') as unused`);
  await orm.close();
  expect(rows).toEqual([{ used: 4712, unused: 1 }]);
});
