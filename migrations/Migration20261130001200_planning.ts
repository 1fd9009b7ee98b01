import { Migration } from '@mikro-orm/migrations';

export class Migration20261130001200_planning extends Migration {
  override up(): void {
    // What was learned about searching the tracker: how many books one search may ask for, and how
    // far the newest releases were read.
    this.addSql(`
      create table search_state (
        id integer primary key check (id = 1),
        batch_size integer not null default 20 check (batch_size > 0),
        newest_tracker_id bigint,
        newest_read_at timestamptz
      )`);
    this.addSql('insert into search_state (id) values (1)');
  }
}
