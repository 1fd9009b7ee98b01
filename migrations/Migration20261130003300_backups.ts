import { Migration } from '@mikro-orm/migrations';

export class Migration20261130003300_backups extends Migration {
  override up(): void {
    this.addSql(`
      create table backups (
        id serial primary key,
        file text not null unique,
        made_at timestamptz not null,
        size_bytes bigint not null,
        tables integer not null,
        rows bigint not null,
        is_encrypted boolean not null,
        checked text not null check (checked in ('restored', 'read')),
        deleted_at timestamptz
      )`);
    this.addSql(`
      create table restores (
        id serial primary key,
        file text not null,
        made_at timestamptz not null,
        restored_at timestamptz not null
      )`);
  }
}
