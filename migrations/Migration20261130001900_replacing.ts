import { Migration } from '@mikro-orm/migrations';

export class Migration20261130001900_replacing extends Migration {
  override up(): void {
    // A better edition of an owned book is searched and proposed like a book that is missing.
    this.addSql(`
      alter table missing_books
        add column replaces_book_id integer references books on delete cascade,
        drop constraint missing_books_reason_missing_check,
        add constraint missing_books_reason_missing_check check (reason_missing in
          ('series_gap', 'author_gap', 'request', 'new_title', 'top10', 'replacement')),
        add constraint missing_books_replacement check
          ((reason_missing = 'replacement') = (replaces_book_id is not null))`);
    this.addSql('create unique index missing_books_replaces on missing_books (replaces_book_id)');
    // What a person answered when the new edition is not the same recording.
    this.addSql(`
      alter table downloads add column replace_position text
        check (replace_position in ('keep', 'scale'))`);
    this.addSql(`
      create table replacements (
        id serial primary key,
        book_id integer references books on delete set null,
        download_id integer not null unique references downloads on delete cascade,
        title text not null,
        item_id text not null,
        place text not null,
        is_file boolean not null,
        next_path text not null,
        aside_path text not null,
        status text not null check (status in ('swapping', 'swapped', 'backing_out', 'replaced',
          'undoing', 'undone', 'removing', 'removed', 'backed_out')),
        before jsonb not null,
        narrators jsonb not null default '[]'::jsonb,
        scale double precision,
        size_bytes bigint not null,
        reason text,
        created_at timestamptz not null,
        replaced_at timestamptz,
        undone_at timestamptz,
        undo_aside_path text,
        asked_at timestamptz,
        removed_at timestamptz,
        decided_by text
      )`);
    this.addSql('create index replacements_book on replacements (book_id)');
    this.addSql('create index replacements_status on replacements (status)');
  }
}
