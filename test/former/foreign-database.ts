import { rm } from 'node:fs/promises';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import pg from 'pg';
import { onTestFinished } from 'vitest';
import { createDatabaseUrl } from '../e2e/test-bot.ts';
import { makeTemporaryFolder } from '../support/temporary-folder.ts';

export type Kind = 'sqlite' | 'postgres';

/** A real database with this content, removed after the test; answers its path or address. */
export async function foreignDatabase(kind: Kind, statements: readonly string[]): Promise<string> {
  return kind === 'sqlite' ? await sqlite(statements) : await postgres(statements);
}

async function sqlite(statements: readonly string[]): Promise<string> {
  const folder = await makeTemporaryFolder();
  onTestFinished(() => rm(folder, { recursive: true }));
  const file = path.join(folder, 'other.db');
  const database = new DatabaseSync(file);
  for (const statement of statements) database.exec(statement);
  database.close();
  return file;
}

async function postgres(statements: readonly string[]): Promise<string> {
  const { url, drop } = await createDatabaseUrl();
  onTestFinished(drop);
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query('drop schema public cascade; create schema public');
  for (const statement of statements) await client.query(statement);
  await client.end();
  return url;
}

export const hash = (letter: string) => letter.repeat(40);

/** The former program's tables as far as they matter, with a little of everything in them. */
export const formerProgram = [
  `create table books (id integer primary key, abs_id varchar(80), title varchar(200))`,
  `insert into books values (5, 'salt', 'The Salt Road'), (6, 'gone', 'Gone')`,
  `create table downloads (
     id integer primary key, book_id integer, title varchar(200), author varchar(200), status varchar(20),
     qbittorrent_hash varchar(64), release_edition varchar(20), is_paid boolean, date_queued timestamp,
     date_completed timestamp, last_attempt timestamp, retry_count integer, abs_import_error text)`,
  `insert into downloads values
     (1, 5, 'The Salt Road', 'Anna Ward', 'completed', '${hash('A')}', 'Paid', true, '2025-11-01 10:00:00', '2025-11-01 12:00:00.250', null, 0, null),
     (2, null, 'Oak', 'Anna Ward', 'completed', null, null, false, '2025-11-02 10:00:00', null, null, 0, null),
     (3, null, 'Ash', 'Anna Ward', 'queued', null, null, false, '2025-11-03 10:00:00', null, null, 0, null),
     (4, null, 'Birch', 'Anna Ward', 'abandoned', null, null, false, '2025-11-04 10:00:00', null, '2025-11-05 10:00:00', 3, null)`,
  `create table vip_pending_items (id integer primary key, title varchar(200), author varchar(200), status varchar(20))`,
  `insert into vip_pending_items values (1, 'Elm', 'Anna Ward', 'pending'), (2, 'Fir', 'Anna Ward', 'downloaded'),
     (3, 'The Salt Road', 'Anna Ward', 'pending'), (4, 'Yew', '', 'pending')`,
  `create table failed_attempts (
     id integer primary key, task_name varchar(80), item_id varchar(80), item_name varchar(200), reason text,
     error_code varchar(20), error_details text, first_attempt timestamp, last_attempt timestamp, attempt_count integer)`,
  `insert into failed_attempts values
     (1, 'SERIES', '77', 'Ember', 'timed out', 'ETIMEDOUT', null, '2025-10-01 08:00:00', '2025-10-03 08:00:00', 4)`,
  `create table ratio_log (id integer primary key, timestamp timestamp, global_ratio double precision, emergency_active boolean)`,
  `insert into ratio_log values
     (1, '2025-11-01 09:00:00', 1.5, false), (2, '2025-11-01 20:00:00', 1.75, false),
     (3, '2025-11-02 09:00:00', 0.9, true), (4, '2025-11-03 09:00:00', null, false)`,
  `create table tasks (id integer primary key, task_name varchar(80), status varchar(20))`,
  `insert into tasks values (1, 'TOP10', 'completed')`,
];

/** AudioBookRequest as it keeps its requests now. */
export const requestProgram = [
  `create table audiobook (asin varchar(20) primary key, title varchar(200), subtitle varchar(200), authors json, downloaded boolean)`,
  `insert into audiobook values
     ('B000000001', 'Ash', null, '["Anna Ward", "Li Wei"]', false), ('B000000002', 'Oak', null, '["Bo Ek"]', true),
     ('B000000003', 'Only searched', null, '["Bo Ek"]', false)`,
  `create table audiobookrequest (asin varchar(20), user_username varchar(40), primary key (asin, user_username))`,
  `insert into audiobookrequest values ('B000000001', 'mia'), ('B000000001', 'sam'), ('B000000002', 'sam')`,
  `create table manualbookrequest (id varchar(40) primary key, user_username varchar(40), title varchar(200), authors json, downloaded boolean)`,
  `insert into manualbookrequest values ('1', 'mia', 'Elm', '["Bo Ek"]', false), ('2', 'mia', 'Nobody', '[]', false)`,
];

/** The same before requests and books were apart: what nobody asked for is a search that was kept. */
export const olderRequestProgram = [
  `create table bookrequest (id varchar(40) primary key, asin varchar(20), user_username varchar(40), title varchar(200), authors json, downloaded boolean)`,
  `insert into bookrequest values ('1', 'B000000001', 'mia', 'Ash', '["Anna Ward"]', false),
     ('2', 'B000000003', null, 'Only searched', '["Bo Ek"]', false)`,
];
