import { Migration } from '@mikro-orm/migrations';

export class Migration20261130000100_seedbox extends Migration {
  override up(): void {
    this.addSql(`
      create table seedbox_session (
        id integer primary key check (id = 1),
        configured_digest text,
        cookie_sealed bytea,
        asked_at timestamptz,
        told_at timestamptz,
        outcome text check (outcome in ('changed', 'same', 'too-soon', 'refused', 'unknown')),
        detail text,
        address text,
        network text
      )`);
    this.addSql('insert into seedbox_session (id) values (1)');
  }
}
