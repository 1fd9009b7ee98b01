import { Migration } from '@mikro-orm/migrations';

export class Migration20261130001800_corrections extends Migration {
  override up(): void {
    // Changes of the library's metadata that are asked about, written and undone together.
    this.addSql(`
      create table metadata_batches (
        id serial primary key,
        title text not null,
        status text not null check (status in
          ('collecting', 'proposed', 'rejected', 'intended', 'written', 'undoing', 'undone')),
        -- The run that collects it, for as long as it does.
        run text,
        asks boolean not null,
        created_by text not null,
        created_at timestamptz not null,
        decided_by text,
        decided_at timestamptz,
        waits_for text,
        written_at timestamptz,
        undone_by text,
        undone_at timestamptz
      )`);
    this.addSql(`
      create unique index metadata_batches_collecting on metadata_batches (run, asks)
       where status = 'collecting'`);
    this.addSql(`
      create table metadata_corrections (
        id bigint generated always as identity primary key,
        batch_id integer references metadata_batches (id) on delete cascade,
        book_id integer not null references books (id) on delete cascade,
        field_name text not null,
        old_value jsonb,
        new_value jsonb,
        -- What the library held after it was written: the server changes some values.
        held_value jsonb,
        source text not null default '',
        reason text,
        correction_date timestamptz not null default now(),
        corrected_by text,
        state text not null default 'written' check (state in
          ('proposed', 'rejected', 'intended', 'written', 'refused', 'kept', 'undoing', 'undone')),
        detail text
      )`);
    this.addSql('create index metadata_corrections_batch on metadata_corrections (batch_id)');
    this.addSql('create index metadata_corrections_book on metadata_corrections (book_id)');
    this.addSql(
      'create index metadata_corrections_date on metadata_corrections (correction_date desc)',
    );
    this.addSql(`
      create unique index metadata_corrections_open on metadata_corrections (book_id, field_name)
       where state in ('proposed', 'intended', 'undoing')`);
    this.addSql(`
      alter table books
        add column last_drift_check timestamptz,
        -- When Audiobookshelf says it was touched by our own last write.
        add column written_updated_at timestamptz`);
    this.addSql(
      'create index books_last_metadata_update on books (last_metadata_update nulls first, id)',
    );
  }
}
