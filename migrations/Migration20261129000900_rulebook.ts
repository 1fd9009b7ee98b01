import { Migration } from '@mikro-orm/migrations';

export class Migration20261129000900_rulebook extends Migration {
  override up(): void {
    this.addSql(`
      create table rule_pages (
        id serial primary key,
        path text not null,
        version integer not null,
        sections jsonb not null,
        changes jsonb not null default '[]'::jsonb,
        source text not null check (source in ('import', 'folder', 'fetch')),
        imported_by text not null,
        created_at timestamptz not null,
        seen_at timestamptz not null,
        acknowledged_by text,
        acknowledged_at timestamptz,
        unique (path, version)
      )`);
    this.addSql(`
      create table mam_rules (
        rule_version serial primary key,
        effective_date timestamptz not null,
        created_at timestamptz not null default now(),
        rules_json jsonb not null,
        freeleech_active boolean,
        bonus_event_active boolean,
        multiplier_active boolean,
        event_details jsonb
      )`);
    this.addSql(`
      create table consents (
        name text primary key,
        given_by text not null,
        given_at timestamptz not null
      )`);
  }
}
