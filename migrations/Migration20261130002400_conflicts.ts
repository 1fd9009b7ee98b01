import { Migration } from '@mikro-orm/migrations';

export class Migration20261130002400_conflicts extends Migration {
  override up(): void {
    // Fields whose sources disagree. A few are asked about at a time, each set of values once.
    this.addSql(`
      create table metadata_conflicts (
        id serial primary key,
        book_id integer not null references books (id) on delete cascade,
        field_name text not null,
        choices jsonb not null,
        -- The values that stand against each other.
        fingerprint text not null,
        status text not null check (status in ('waiting', 'open', 'answered', 'settled')),
        -- Which of the choices was taken; null when the field was left as it is.
        taken integer,
        decided_by text,
        decided_at timestamptz,
        created_at timestamptz not null,
        unique (book_id, field_name, fingerprint)
      )`);
    this.addSql(`
      create unique index metadata_conflicts_unanswered on metadata_conflicts (book_id, field_name)
       where status in ('waiting', 'open')`);
  }
}
