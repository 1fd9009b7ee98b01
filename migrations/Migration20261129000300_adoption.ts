import { Migration } from '@mikro-orm/migrations';

export class Migration20261129000300_adoption extends Migration {
  override up(): void {
    this.addSql('alter table downloads add column waits_for_client boolean not null default false');
    this.addSql(`
      create table watched_categories (
        client text not null,
        category text not null,
        watched_since timestamptz not null,
        torrent_count integer not null,
        newest_added_on bigint,
        look_after timestamptz not null default 'epoch',
        primary key (client, category)
      )`);
    this.addSql(`
      create table known_torrents (
        hash text primary key,
        known_since timestamptz not null
      )`);
    this.addSql(`
      alter table job_controls
        add column idle_reason text,
        add column idle_slots integer not null default 0,
        add column looked_at timestamptz`);
  }
}
