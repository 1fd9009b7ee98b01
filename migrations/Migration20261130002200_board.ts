import { Migration } from '@mikro-orm/migrations';

export class Migration20261130002200_board extends Migration {
  override up(): void {
    this.addSql(`
      create table boards (
        platform text primary key,
        number integer not null default 0,
        intended_at timestamptz,
        channel text,
        message_id text,
        place text,
        meant_for text,
        reply_hash text,
        is_pinned boolean not null default false,
        edited_at timestamptz
      )`);
    this.addSql(`
      create table mutes (
        topic text primary key,
        until timestamptz not null,
        muted_by text not null,
        muted_at timestamptz not null
      )`);
    this.addSql(`
      create table alert_deliveries (
        alert_id integer not null references alerts on delete cascade,
        platform text not null,
        outcome text not null check (outcome in ('posted', 'muted', 'quiet', 'storm')),
        at timestamptz not null,
        told_at timestamptz,
        primary key (alert_id, platform)
      )`);
    this.addSql('create table alert_targets (name text primary key)');
    this.addSql('create index alert_deliveries_at on alert_deliveries (platform, at)');
    this.addSql(
      `create index alert_deliveries_held on alert_deliveries (platform, alert_id)
        where outcome in ('quiet', 'storm') and told_at is null`,
    );
  }
}
