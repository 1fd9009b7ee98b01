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
    // Every torrent of the category as it was last seen. What the client forgets when a torrent is
    // added anew is kept in the columns that begin with `earlier`.
    this.addSql(`
      create table seeding_torrents (
        id serial primary key,
        hash text not null unique,
        name text not null,
        state text not null,
        size_bytes bigint,
        seeders integer,
        was_complete boolean not null,
        seeding_seconds bigint not null,
        earlier_seconds bigint not null default 0,
        uploaded_bytes bigint not null,
        earlier_uploaded bigint not null default 0,
        has_working_tracker boolean not null,
        added_at timestamptz,
        completed_at timestamptz,
        seen_at timestamptz not null,
        gone_at timestamptz,
        started_at timestamptz,
        is_of_tracker boolean,
        tracker_checked_at timestamptz,
        unregistered_since timestamptz,
        unregistered_at timestamptz,
        trouble text,
        trouble_since timestamptz,
        trouble_told boolean not null default false,
        first_since timestamptz
      )`);
    this.addSql(`
      create table seeding_samples (
        torrent_id integer not null references seeding_torrents on delete cascade,
        day date not null,
        uploaded_bytes bigint not null,
        primary key (torrent_id, day)
      )`);
    this.addSql(`
      create table seeding_looks (
        id integer primary key check (id = 1),
        looked_at timestamptz not null
      )`);
  }
}
