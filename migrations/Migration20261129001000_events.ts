import { Migration } from '@mikro-orm/migrations';

export class Migration20261129001000_events extends Migration {
  override up(): void {
    this.addSql(`
      create table event_samples (
        at timestamptz primary key,
        free_percent numeric(5, 1),
        freeleech_count integer,
        failure text
      )`);
    this.addSql(`
      create table event_status (
        id serial primary key,
        event_type text not null check (event_type in ('freeleech', 'bonus', 'multiplier', 'none')),
        start_date timestamptz not null,
        end_date timestamptz,
        active boolean not null,
        description text not null default '',
        source text not null check (source in ('site', 'person')),
        set_by text,
        evidence jsonb not null default '{}'::jsonb
      )`);
    this.addSql(
      'create unique index event_status_one_active on event_status (event_type) where active',
    );
  }
}
