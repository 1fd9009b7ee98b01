import { Migration } from '@mikro-orm/migrations';

export class Migration20261130001200_planning extends Migration {
  override up(): void {
    // What was learned about searching the tracker: how long a text it takes, and how far its newest
    // releases were read.
    this.addSql(`
      create table search_state (
        id integer primary key check (id = 1),
        text_length integer not null default 1400 check (text_length > 0),
        newest_tracker_id bigint,
        newest_read_at timestamptz
      )`);
    this.addSql('insert into search_state (id) values (1)');
  }
}
