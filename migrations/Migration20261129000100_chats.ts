import { Migration } from '@mikro-orm/migrations';

export class Migration20261129000100_chats extends Migration {
  override up(): void {
    this.addSql('alter table series_entries add cover_url text');
    this.addSql('alter table missing_books add cover_url text');
    this.addSql(`
      create table covers (
        id serial primary key,
        url text not null unique,
        type text not null check (type in ('image/jpeg', 'image/png')),
        bytes bytea not null,
        fetched_at timestamptz not null
      )`);
    this.addSql('alter table messages add meant_for text');
    this.addSql(`
      create table questions (
        name text primary key,
        asked_at timestamptz not null,
        answered_by text,
        answered_at timestamptz,
        answer text
      )`);
  }
}
