import { expect, test } from 'vitest';
import { isCommit, writesOf } from './statements.ts';

test.each([
  ['select * from tracker_session where id = 1 for update', []],
  ['select id from outbox for update skip locked', []],
  [`update outbox set status = 'done' where id = $1`, ['update outbox']],
  [
    'insert into "alerts" ("key") values ($1) on conflict (key) do update set key = 1',
    ['insert alerts'],
  ],
  [
    'with gone as (delete from authors returning id) insert into books select 1',
    ['delete authors', 'insert books'],
  ],
])('%s', (statement, writes) => {
  expect(writesOf(statement)).toEqual(writes);
});

test('a transaction ends with a commit; giving up a savepoint or everything is none', () => {
  const said = ['commit', 'COMMIT;', 'rollback', 'release savepoint trx2', 'begin'].map(isCommit);

  expect(said).toEqual([true, true, false, false, false]);
});
