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
    this.addSql(
      'alter table alerts add answered_by text, add answered_at timestamptz, add answer text',
    );
  }
}
