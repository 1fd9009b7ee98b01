import { Migration } from '@mikro-orm/migrations';

export class Migration20261129000500_choosing extends Migration {
  override up(): void {
    this.addSql(`
      create table purchases (
        id serial primary key,
        key text not null unique,
        kind text not null check (kind in ('vip', 'upload', 'wedge')),
        status text not null check (status in
          ('intended', 'sent', 'confirmed', 'refused', 'unknown', 'reconciled')),
        amount numeric(12, 2) not null,
        cost_points numeric(12, 1),
        before jsonb,
        after jsonb,
        is_spent boolean,
        actor text not null,
        reason text not null,
        detail text,
        release_id integer references releases on delete set null,
        download_id integer references downloads on delete set null,
        intended_at timestamptz not null default now(),
        sent_at timestamptz,
        settled_at timestamptz,
        check ((status in ('confirmed', 'refused', 'reconciled')) = (is_spent is not null))
      )`);
    this.addSql(`
      create unique index purchases_one_open on purchases (kind)
       where status in ('intended', 'sent', 'unknown')`);
    this.addSql('create index purchases_release on purchases (release_id)');
    this.addSql('create index purchases_download on purchases (download_id)');
    this.addSql('alter table settings add column previous jsonb');
    this.addSql(`
      alter table proposals
        add column with_wedge boolean not null default false,
        add column hold_until timestamptz,
        add column notice text`);
    this.addSql(`
      alter table downloads
        add column with_wedge boolean not null default false,
        add column slot_at timestamptz`);
    this.addSql(`
      alter table missing_books add column search_refused jsonb not null default '[]'::jsonb`);
  }
}
