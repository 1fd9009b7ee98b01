import { expect, test } from 'vitest';
import { useDatabase } from '../support/use-database.ts';

const { em } = useDatabase();

type ForeignKey = { name: string; columns: number[]; relation: number; rule: string };

async function foreignKeys(): Promise<ForeignKey[]> {
  return await em().execute<ForeignKey[]>(
    `select conrelid::regclass || '.' || conname as name, conkey as columns, conrelid::int as relation,
            confdeltype as rule
       from pg_constraint where contype = 'f' and connamespace = 'public'::regnamespace`,
  );
}

test('every reference has an index that begins with its columns', async () => {
  const indexes = await em().execute<{ relation: number; columns: number[] }[]>(
    `select indrelid::int as relation, indkey::int2[] as columns from pg_index where indpred is null`,
  );

  const bare = (await foreignKeys()).filter(
    (key) =>
      !indexes.some(
        (index) =>
          index.relation === key.relation &&
          key.columns.every((column, place) => Object.values(index.columns)[place] === column),
      ),
  );

  expect(bare.map(({ name }) => name)).toEqual([]);
});

test('every reference says what becomes of it when its target is deleted', async () => {
  const keys = await foreignKeys();

  expect(keys.length).toBeGreaterThan(12);
  expect(keys.filter(({ rule }) => !['c', 'n', 'r'].includes(rule))).toEqual([]);
});

/** Names that people use in their own queries; once there, they stay. */
test.each([
  [
    'books',
    'id abs_id title author series series_number isbn asin publisher published_year duration_minutes description metadata_completeness_percent last_metadata_update metadata_source date_added date_updated import_source status narrator quality_score mam_rule_version duplicate_status',
  ],
  [
    'series',
    'id name author total_books_in_series books_owned books_missing completion_percentage last_completion_check completion_status',
  ],
  [
    'authors',
    'id name total_audiobooks_external audiobooks_owned audiobooks_missing last_completion_check completion_status',
  ],
  [
    'missing_books',
    'id book_id series_id author_id title author_name series_name series_number reason_missing isbn asin identified_date download_status priority',
  ],
  [
    'downloads',
    'id book_id missing_book_id title author source magnet_link torrent_url qbittorrent_hash qbittorrent_status status retry_count max_retries last_attempt next_retry abs_import_status abs_import_error date_queued date_completed metadata_json metadata_applied_at integrity_status release_edition quality_score is_paid emergency_blocked paid_download_allowed freeze_timestamp emergency_reason',
  ],
  [
    'tasks',
    'id task_name scheduled_time actual_start actual_end duration_seconds status items_processed items_succeeded items_failed log_output error_message task_metadata date_created vip_status vip_expiry_date renewal_decision point_balance renewal_cost rules_updated pending_items_processed current_ratio emergency_active',
  ],
  [
    'failed_attempts',
    'id task_name item_id item_name reason error_code error_details first_attempt last_attempt attempt_count attempt_metadata created_at',
  ],
  ['ratio_log', 'id timestamp global_ratio emergency_active seeding_allocation'],
  ['ratio_log_5min', 'id timestamp global_ratio emergency_active seeding_allocation'],
  ['ratio_log_daily', 'day global_ratio points vip_until'],
  ['releases', 'id source tracker_id title facts'],
  ['proposals', 'id missing_book_id release_id status reasons refused decided_by decision_reason'],
  ['blocklist', 'id source tracker_id reason created_by'],
  ['alerts', 'id key kind severity reply'],
  ['outbox', 'id key kind topic lane payload status attempts not_before last_error'],
  ['audit', 'id at actor_id actor_name platform command input outcome detail'],
  ['settings', 'name value updated_by updated_at'],
  ['tracker_session', 'id cookie_sealed state state_reason back_off_until'],
  ['series_completion_summary', 'name books_owned books_missing completion_percentage'],
  ['author_completion_summary', 'name audiobooks_owned audiobooks_missing'],
  ['recent_failed_downloads', 'title status status_reason retry_count last_attempt'],
])('%s has the columns that others query', async (table, columns) => {
  const rows = await em().execute<{ name: string }[]>(
    `select column_name as name from information_schema.columns
      where table_schema = 'public' and table_name = ?`,
    [table],
  );

  expect(rows.map(({ name }) => name)).toEqual(expect.arrayContaining(columns.split(' ')));
});

const book = `insert into books (abs_id, title`;
test.each([
  [
    'a download with an unknown integrity',
    `insert into downloads (title, source, integrity_status) values ('a', 'mam', 'fine')`,
  ],
  [
    'a download with an unknown edition',
    `insert into downloads (title, source, release_edition) values ('a', 'mam', 'vip')`,
  ],
  ['a book with an unknown status', `${book}, status) values ('a', 'a', 'lost')`],
  [
    'a book with an unknown duplicate status',
    `${book}, duplicate_status) values ('a', 'a', 'twin')`,
  ],
  ['a second tracker session', 'insert into tracker_session (id) values (2)'],
])('%s is refused', async (_, statement) => {
  await expect(em().execute(statement)).rejects.toThrow('violates check constraint');
});

test('a book has at most one proposal that is not decided', async () => {
  await em().execute(
    `insert into missing_books (work_key, title, reason_missing) values ('a', 'A', 'request')`,
  );
  const propose = (status: string) =>
    em().execute('insert into proposals (missing_book_id, status) values (1, ?)', [status]);
  await propose('open');
  await propose('expired');

  await expect(propose('held')).rejects.toThrow('proposals_one_live');
});
