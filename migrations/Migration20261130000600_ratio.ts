import { Migration } from '@mikro-orm/migrations';

export class Migration20261130000600_ratio extends Migration {
  override up(): void {
    // How the ratio stood from one moment to another; the open row is how it stands now.
    this.addSql(`
      create table ratio_episodes (
        id serial primary key,
        level text not null check (level in ('normal', 'warning', 'emergency')),
        since timestamptz not null,
        ratio double precision not null,
        told_at timestamptz,
        measured_at timestamptz,
        restored_at timestamptz,
        ended_at timestamptz
      )`);
    this.addSql(
      'create unique index ratio_episodes_one_open on ratio_episodes ((true)) where ended_at is null',
    );
    // What was changed in the download client for a time, written down before it is changed.
    this.addSql(`
      create table client_changes (
        id serial primary key,
        reason text not null,
        what text not null,
        name text not null,
        before jsonb not null,
        after jsonb not null,
        noted_at timestamptz not null,
        sent_at timestamptz,
        undone_at timestamptz,
        outcome text check (outcome in ('restored', 'changed', 'gone')),
        unique (reason, what)
      )`);
  }
}
