import { Migration } from '@mikro-orm/migrations';

export class Migration20261130001500_evidence extends Migration {
  override up(): void {
    // What each source says of a book, field by field; the canonical record is made from it.
    this.addSql(`
      create table metadata_evidence (
        id bigint generated always as identity primary key,
        book_id integer not null references books (id) on delete cascade,
        source text not null,
        field text not null,
        value jsonb not null,
        confidence double precision not null check (confidence between 0 and 1),
        seen_at timestamptz not null,
        unique (book_id, source, field)
      )`);
  }
}
