import { Migration } from '@mikro-orm/migrations';

export class Migration20261130000800_duties extends Migration {
  override up(): void {
    this.addSql(`
      create table unsatisfied_warnings (
        id serial primary key,
        level text not null check (level in ('near', 'full')),
        since timestamptz not null,
        refused_at timestamptz,
        ended_at timestamptz
      )`);
    this.addSql(
      'create unique index unsatisfied_warnings_one_open on unsatisfied_warnings ((true)) where ended_at is null',
    );
    // A time in which nothing arrived for a download, and how far it was dealt with.
    this.addSql(`
      create table stalls (
        id serial primary key,
        download_id integer not null references downloads on delete cascade,
        since timestamptz not null,
        amount_left_bytes bigint not null,
        rung integer not null default 0,
        rung_at timestamptz not null,
        is_restarting boolean not null default false,
        kept_by text,
        ended_at timestamptz
      )`);
    this.addSql('create index stalls_download on stalls (download_id)');
    this.addSql(
      'create unique index stalls_one_open on stalls (download_id) where ended_at is null',
    );
  }
}
