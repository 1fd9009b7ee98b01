import { expect, test } from 'vitest';
import { deleteOldRows } from '../../src/db/retention.ts';
import { useDatabase } from '../support/use-database.ts';

const { em } = useDatabase();
const now = new Date('2026-06-15T12:00:00Z');
const daysAgo = (days: number) => new Date(now.getTime() - days * 86_400_000);

async function left(table: string, column: string): Promise<string[]> {
  const rows = await em().execute<{ value: string }[]>(
    `select ${column} as value from ${table} order by id`,
  );
  return rows.map(({ value }) => value);
}

async function addRelease(name: string, seenAt: Date): Promise<void> {
  await em().execute(
    `insert into releases (source, tracker_id, title, facts, seen_at) values ('mam', ?, '', '{}', ?)`,
    [name, seenAt],
  );
}

test('runs go after thirty days, those that have not ended stay', async () => {
  const add = (job: string, status: string, end: Date | null) =>
    em().execute(
      `insert into tasks (task_name, status, cause, actual_end) values (?, ?, 'person', ?)`,
      [job, status, end],
    );
  await add('old', 'completed', daysAgo(30.1));
  await add('young', 'failed', daysAgo(29.9));
  await add('running', 'running', null);

  const deleted = await deleteOldRows(em(), now);

  expect(deleted).toMatchObject({ tasks: 1 });
  expect(await left('tasks', 'task_name')).toEqual(['young', 'running']);
});

test('only messages that were delivered go', async () => {
  const add = (key: string, status: string, doneAt: Date | null) =>
    em().execute(
      `insert into outbox (key, kind, topic, lane, status, done_at, created_at)
       values (?, 'effect', 'a', 'a', ?, ?, ?)`,
      [key, status, doneAt, daysAgo(400)],
    );
  await add('old', 'done', daysAgo(31));
  await add('young', 'done', daysAgo(1));
  await add('pending', 'pending', null);
  await add('dead', 'dead', null);

  await deleteOldRows(em(), now);

  expect(await left('outbox', 'key')).toEqual(['young', 'pending', 'dead']);
});

test('releases go after half a year, unless a proposal or a download tells of them', async () => {
  for (const name of ['old', 'proposed', 'downloaded']) await addRelease(name, daysAgo(181));
  await addRelease('young', daysAgo(179));
  await em().execute(
    `insert into missing_books (work_key, title, reason_missing) values ('a', 'A', 'request')`,
  );
  await em().execute(
    `insert into proposals (missing_book_id, release_id, status) values (1, 2, 'rejected')`,
  );
  await em().execute(`insert into downloads (release_id, title, source) values (3, 'A', 'mam')`);

  const deleted = await deleteOldRows(em(), now);

  expect(deleted).toMatchObject({ releases: 1 });
  expect(await left('releases', 'tracker_id')).toEqual(['proposed', 'downloaded', 'young']);
});

test('proposals, audit and failed attempts stay for ever', async () => {
  await em().execute(
    `insert into missing_books (work_key, title, reason_missing) values ('a', 'A', 'request')`,
  );
  await em().execute(
    `insert into proposals (missing_book_id, status, created_at) values (1, 'expired', '2000-01-01')`,
  );
  await em().execute(
    `insert into audit (at, actor_id, actor_name, platform, command, input, outcome)
     values ('2000-01-01', '', '', '', 'approve', '{}', 'done')`,
  );
  await em().execute(
    `insert into failed_attempts (task_name, item_id, item_name, reason, last_attempt)
     values ('downloads', '1', 'A', 'gone', '2000-01-01')`,
  );

  await deleteOldRows(em(), now);

  expect(await left('proposals', 'status')).toEqual(['expired']);
  expect(await left('audit', 'command')).toEqual(['approve']);
  expect(await left('failed_attempts', 'reason')).toEqual(['gone']);
});

test('corrections go after thirty days with their batch; what people said no to and what is open stays', async () => {
  await em().execute(`insert into books (abs_id, title, seen_at) values ('a', 'A', now())`);
  const add = async (state: string, date: Date) => {
    await em().execute(
      `with batch as (
         insert into metadata_batches (title, status, asks, created_by, created_at)
         values (?, 'written', false, '', ?) returning id)
       insert into metadata_corrections (batch_id, book_id, field_name, state, correction_date)
       select batch.id, (select id from books), ?, ?, ? from batch`,
      [state, date, state, state, date],
    );
  };
  for (const state of ['written', 'refused', 'kept', 'rejected', 'undone', 'proposed']) {
    await add(state, daysAgo(30.1));
  }
  await add('intended', daysAgo(29.9));

  await deleteOldRows(em(), now);

  const stay = ['rejected', 'undone', 'proposed', 'intended'];
  expect(await left('metadata_corrections', 'state')).toEqual(stay);
  expect(await left('metadata_batches', 'title')).toEqual(stay);
});

test('looks for events are kept as long as they are compared, and somewhat longer', async () => {
  await em().execute(`insert into event_samples (at, free_percent) values (?, 1), (?, 2)`, [
    daysAgo(30.1),
    daysAgo(29.9),
  ]);

  expect(await deleteOldRows(em(), now)).toMatchObject({ event_samples: 1 });
});
