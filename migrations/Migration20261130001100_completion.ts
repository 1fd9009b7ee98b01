import { Migration } from '@mikro-orm/migrations';

const modes = `('all', 'future', 'missing', 'none')`;

export class Migration20261130001100_completion extends Migration {
  override up(): void {
    this.addSql('alter table series drop constraint series_monitor_check');
    this.addSql(`
      alter table series
        add constraint series_monitor_check check (monitor in ${modes}),
        add monitor_since date,
        add novellas text check (novellas in ('never', 'ask', 'always')),
        add hardcover_id integer,
        add goodreads_id text,
        add last_opinion_check timestamptz,
        add last_opinion_error text`);
    this.addSql(`
      alter table authors
        add monitor text not null default 'none' check (monitor in ${modes}),
        add monitor_since date,
        add hardcover_id integer,
        add goodreads_id text,
        add google_books_id text,
        add mam_author_id integer,
        add completion_percentage numeric(5, 1),
        add last_completion_error text,
        add last_opinion_check timestamptz,
        add last_opinion_error text`);
    // Why a book is listed as unsure.
    this.addSql('alter table missing_books add doubt text');
    // The list of gaps in its order, its count, one series by name, what comes out next, what is wished for.
    this.addSql(`
      create index missing_books_listed on missing_books (series_name,
        (nullif(substring(series_number from '^[0-9]+[.]{0,1}[0-9]*'), '')::numeric), title, id)
        where download_status <> 'completed'`);
    this.addSql(
      'create index missing_books_state on missing_books (download_status, is_wanted, series_id)',
    );
    this.addSql('create index missing_books_series_name on missing_books (lower(series_name))');
    this.addSql(`
      create index missing_books_announced on missing_books (release_date, title, id)
        where download_status = 'announced'`);
    this.addSql(`
      create index missing_books_wished on missing_books (next_search_at)
        where is_wanted and priority = 3`);
    this.addSql(`
      create table author_entries (
        id serial primary key,
        author_id integer not null references authors on delete cascade,
        asin text not null,
        title text not null,
        series_name text,
        position text not null default '',
        release_date date,
        language text,
        authors jsonb not null default '[]'::jsonb,
        author_asin text,
        narrators jsonb not null default '[]'::jsonb,
        runtime_minutes integer,
        is_unabridged boolean,
        is_purchasable boolean,
        rating_count integer,
        delivery_type text,
        cover_url text,
        seen_at timestamptz not null,
        unique (author_id, asin)
      )`);
    // What Hardcover lists of a series or by an author.
    this.addSql(`
      create table opinion_books (
        id serial primary key,
        series_id integer references series on delete cascade,
        author_id integer references authors on delete cascade,
        hardcover_id integer not null,
        title text not null,
        position text,
        release_date date,
        authors jsonb not null default '[]'::jsonb,
        audio_asin text,
        audio_minutes integer,
        has_audio boolean not null,
        check (num_nonnulls(series_id, author_id) = 1)
      )`);
    this.addSql('create index opinion_books_series on opinion_books (series_id)');
    this.addSql('create index opinion_books_author on opinion_books (author_id)');
    // Books of a series that are on the shelf inside an omnibus only.
    this.addSql(`
      create table covered_books (
        id serial primary key,
        series_id integer not null references series on delete cascade,
        position text not null,
        title text not null,
        book_id integer not null references books on delete cascade,
        unique (series_id, position)
      )`);
    this.addSql('create index covered_books_book on covered_books (book_id)');
    // When the next request to a service may be sent, for all threads and processes.
    this.addSql(`
      create table request_pace (
        service text primary key,
        next_at timestamptz not null
      )`);
  }
}
