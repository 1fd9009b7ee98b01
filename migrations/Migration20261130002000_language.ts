import { Migration } from '@mikro-orm/migrations';

export class Migration20261130002000_language extends Migration {
  override up(): void {
    // What was said last to a person in a place, for "why?" and "the second one".
    this.addSql(`
      create table conversations (
        platform text not null,
        person text not null,
        place text not null,
        state jsonb not null,
        said_at timestamptz not null,
        primary key (platform, person, place)
      )`);
    // Changes that plain language asked for: nothing is done before somebody presses.
    this.addSql(`
      create table conversation_cards (
        id serial primary key,
        platform text not null,
        person text not null,
        person_name text not null,
        place text not null,
        words text not null,
        calls jsonb not null,
        created_at timestamptz not null,
        expires_at timestamptz not null,
        settled_at timestamptz,
        settled_by text,
        outcome text check (outcome in ('confirmed', 'cancelled', 'asked'))
      )`);
    // One request to the language model at a time for each person.
    this.addSql(`
      create table model_turns (
        platform text not null,
        person text not null,
        busy_until timestamptz not null,
        primary key (platform, person)
      )`);
    // Names are found by their letters, slips of the pen included.
    this.addSql('create extension if not exists pg_trgm');
    this.addSql('create index series_letters on series using gin (name gin_trgm_ops)');
    this.addSql('create index authors_letters on authors using gin (name gin_trgm_ops)');
    this.addSql('create index books_letters on books using gin (title gin_trgm_ops)');
    this.addSql(
      'create index missing_books_letters on missing_books using gin (title gin_trgm_ops)',
    );
  }
}
