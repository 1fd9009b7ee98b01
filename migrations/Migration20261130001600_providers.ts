import { Migration } from '@mikro-orm/migrations';

export class Migration20261130001600_providers extends Migration {
  override up(): void {
    // How often a service was asked since midnight, for all threads and processes.
    this.addSql(`
      create table request_quotas (
        service text primary key,
        used integer not null,
        resets_at timestamptz not null
      )`);
    // Whether a provider of metadata answers, or is left alone for a while.
    this.addSql(`
      create table provider_standings (
        provider text primary key,
        failures integer not null,
        rests integer not null,
        rest_until timestamptz,
        reason text,
        check ((rests = 0) = (rest_until is null))
      )`);
    // What a provider came up with for a question; nothing is an answer, too.
    this.addSql(`
      create table provider_answers (
        provider text not null,
        question text not null,
        candidates jsonb not null,
        asked_at timestamptz not null,
        primary key (provider, question)
      )`);
    this.addSql('create index provider_answers_asked on provider_answers (asked_at)');
    // Which provider was asked about which book, and how sure it is that it meant that book.
    this.addSql(`
      create table provider_lookups (
        book_id integer not null references books on delete cascade,
        provider text not null,
        confidence double precision check (confidence between 0 and 1),
        asked_at timestamptz not null,
        primary key (book_id, provider)
      )`);
  }
}
