import { Migration } from '@mikro-orm/migrations';

export class Migration20261130002300_ask extends Migration {
  override up(): void {
    this.addSql(`
      create table ask_documents (
        id serial primary key,
        key text not null unique,
        kind text not null check (kind in ('rules', 'notes', 'imported', 'bot')),
        label text not null,
        weight real not null,
        dated timestamptz,
        mark text not null,
        problem text,
        indexed_at timestamptz not null
      )`);
    // The words with their stems, those of the heading marked; the forms as they are written, for slips of typing.
    this.addSql(`
      create table ask_chunks (
        id serial primary key,
        document_id integer not null references ask_documents on delete cascade,
        position integer not null,
        heading text not null,
        body text not null,
        words tsvector not null generated always as (
          setweight(to_tsvector('english', heading), 'A') || to_tsvector('english', body)) stored,
        forms tsvector not null generated always as (to_tsvector('simple', heading || ' ' || body)) stored,
        vector real[],
        vector_model text,
        unique (document_id, position)
      )`);
    // Texts that a person brought through a chat; those of the folder stay there.
    this.addSql(`
      create table ask_notes (
        name text primary key,
        body text not null,
        added_by text not null,
        added_at timestamptz not null
      )`);
    this.addSql('create index ask_chunks_words on ask_chunks using gin (words)');
  }
}
