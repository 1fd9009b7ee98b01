import { Migration } from '@mikro-orm/migrations';

export class Migration20261120000100_library extends Migration {
  override up(): void {
    this.addSql(`
      create table authors (
        id serial primary key,
        name text not null,
        folded_name text not null unique,
        total_audiobooks_external integer,
        audiobooks_owned integer not null default 0,
        audiobooks_missing integer,
        last_completion_check timestamptz,
        completion_status text,
        created_at timestamptz not null default now()
      )`);
    this.addSql(`
      create table series (
        id serial primary key,
        name text not null,
        folded_name text not null,
        author text not null default '',
        folded_author text not null default '',
        audible_asin text,
        total_books_in_series integer,
        books_owned integer not null default 0,
        books_missing integer,
        completion_percentage numeric(5, 1),
        completion_status text,
        last_completion_check timestamptz,
        last_completion_error text,
        monitor text not null default 'none' check (monitor in ('all', 'none')),
        created_at timestamptz not null default now(),
        unique (folded_name, folded_author)
      )`);
    this.addSql(`
      create table books (
        id serial primary key,
        abs_id text not null unique,
        title text not null,
        subtitle text,
        author text not null default '',
        series text,
        series_number text,
        narrator text,
        isbn text,
        asin text,
        publisher text,
        published_year integer,
        duration_minutes numeric(8, 1),
        description text,
        language text,
        is_abridged boolean,
        metadata_completeness_percent integer not null default 0,
        last_metadata_update timestamptz,
        metadata_source jsonb not null default '{}'::jsonb,
        date_added timestamptz,
        date_updated timestamptz,
        import_source text not null default 'user_import'
          check (import_source in ('user_import', 'mam_scraper', 'series_completion', 'author_discovery')),
        status text not null default 'active' check (status in ('active', 'duplicate', 'archived')),
        duplicate_status text not null default 'none'
          check (duplicate_status in ('none', 'inferior', 'superior_available')),
        quality_score integer,
        mam_rule_version integer,
        path text not null default '',
        size_bytes bigint,
        bitrate_kbps integer,
        format text,
        chapter_count integer,
        seen_at timestamptz not null default now()
      )`);
    this.addSql('create index books_title on books (lower(title))');
    this.addSql('create index books_date_added on books (date_added desc)');
    this.addSql(`
      create table book_authors (
        book_id integer not null references books on delete cascade,
        author_id integer not null references authors on delete cascade,
        primary key (book_id, author_id)
      )`);
    this.addSql('create index book_authors_author on book_authors (author_id)');
    this.addSql(`
      create table book_series (
        book_id integer not null references books on delete cascade,
        series_id integer not null references series on delete cascade,
        position text,
        primary key (book_id, series_id)
      )`);
    this.addSql('create index book_series_series on book_series (series_id)');
    this.addSql(`
      create table series_entries (
        id serial primary key,
        series_id integer not null references series on delete cascade,
        asin text not null,
        title text not null,
        position text not null default '',
        release_date date,
        language text,
        authors jsonb not null default '[]'::jsonb,
        narrators jsonb not null default '[]'::jsonb,
        runtime_minutes integer,
        is_unabridged boolean,
        is_purchasable boolean,
        rating_count integer,
        seen_at timestamptz not null default now(),
        unique (series_id, asin)
      )`);
    this.addSql(`
      create table missing_books (
        id serial primary key,
        work_key text not null unique,
        book_id integer references books on delete set null,
        series_id integer references series on delete cascade,
        author_id integer references authors on delete set null,
        title text not null,
        author_name text not null default '',
        series_name text,
        series_number text,
        reason_missing text not null check (reason_missing in ('series_gap', 'author_gap', 'request')),
        isbn text,
        asin text,
        narrators jsonb not null default '[]'::jsonb,
        release_date date,
        identified_date timestamptz not null default now(),
        download_status text not null default 'identified'
          check (download_status in
            ('identified', 'announced', 'unsure', 'queued', 'downloading', 'completed', 'failed', 'hidden')),
        priority integer not null default 2 check (priority between 1 and 3),
        is_wanted boolean not null default false,
        requested_by text,
        snoozed_until timestamptz,
        last_searched_at timestamptz,
        next_search_at timestamptz,
        search_note text
      )`);
    this.addSql('create index missing_books_series on missing_books (series_id)');
    this.addSql('create index missing_books_author on missing_books (author_id)');
    this.addSql('create index missing_books_book on missing_books (book_id)');
    this.addSql(
      'create index missing_books_due on missing_books (priority, next_search_at) where is_wanted',
    );
    this.addSql(`
      create view series_completion_summary as
      select id, name, author, total_books_in_series, books_owned, books_missing,
             completion_percentage, completion_status, last_completion_check
        from series`);
    this.addSql(`
      create view author_completion_summary as
      select id, name, total_audiobooks_external, audiobooks_owned, audiobooks_missing,
             completion_status, last_completion_check
        from authors`);
  }
}
