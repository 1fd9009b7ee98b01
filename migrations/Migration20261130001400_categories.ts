import { Migration } from '@mikro-orm/migrations';

export class Migration20261130001400_categories extends Migration {
  override up(): void {
    this.addSql(`
      alter table missing_books
        drop constraint missing_books_reason_missing_check,
        add constraint missing_books_reason_missing_check check (reason_missing in
          ('series_gap', 'author_gap', 'request', 'new_title', 'top10'))`);
    // The tracker's audiobook categories: what was new in each when it was last looked through.
    this.addSql(`
      create table genre_settings (
        category_id integer primary key,
        genre_name text not null,
        first_seen_at timestamptz not null default now(),
        last_synced_at timestamptz,
        new_titles integer,
        wanted_titles integer,
        newest_tracker_id bigint
      )`);
  }
}
