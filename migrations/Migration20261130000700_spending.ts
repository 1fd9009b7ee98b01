import { Migration } from '@mikro-orm/migrations';

export class Migration20261130000700_spending extends Migration {
  override up(): void {
    this.addSql(`
      alter table purchases
        drop constraint purchases_status_check,
        add constraint purchases_status_check check (status in
          ('proposed', 'withdrawn', 'intended', 'sent', 'confirmed', 'refused', 'unknown', 'reconciled')),
        add column proposed_at timestamptz,
        add column decided_by text`);
    this.addSql(`
      create unique index purchases_one_proposed on purchases (kind) where status = 'proposed'`);
    this.addSql(`
      create table vip_pending_items (
        id serial primary key,
        missing_book_id integer not null references missing_books on delete cascade,
        proposal_id integer references proposals on delete set null,
        title text not null,
        author text not null,
        mam_torrent_id bigint,
        added_date timestamptz not null default now(),
        priority integer not null default 5,
        auto_download boolean not null default false,
        reason_pending text not null check (reason_pending in
          ('awaiting_vip_renewal', 'awaiting_points', 'checking_quality', 'manual_hold')),
        status text not null default 'pending' check (status in
          ('pending', 'released', 'downloaded', 'no_longer_available', 'cancelled')),
        estimated_cost integer,
        notes text,
        judged_at timestamptz not null default now()
      )`);
    this.addSql(`
      create unique index vip_pending_items_one_pending on vip_pending_items (missing_book_id)
       where status = 'pending'`);
    this.addSql('create index vip_pending_items_book on vip_pending_items (missing_book_id)');
    this.addSql('create index vip_pending_items_proposal on vip_pending_items (proposal_id)');
    // Approved although VIP or the reserve suffers: for this one download only.
    this.addSql('alter table proposals add column with_override boolean not null default false');
    this.addSql('alter table downloads add column with_override boolean not null default false');
    this.addSql(`
      create table site_notices (
        name text primary key,
        count integer not null,
        changed_at timestamptz not null
      )`);
    // A time written with its zone means the same under every setting, which the database cannot know.
    this.addSql(`
      create function zoned_time(text) returns timestamptz immutable strict language sql
      as 'select $1::timestamptz'`);
    // What the account came to in a run stands in its report; columns for those who ask by SQL.
    this.addSql(`
      alter table tasks
        add column vip_status text generated always as (task_metadata ->> 'vip_status') stored,
        add column vip_expiry_date timestamptz
          generated always as (zoned_time(task_metadata ->> 'vip_expiry_date')) stored,
        add column renewal_decision text generated always as (task_metadata ->> 'renewal_decision') stored,
        add column point_balance numeric
          generated always as ((task_metadata ->> 'point_balance')::numeric) stored,
        add column renewal_cost numeric generated always as ((task_metadata ->> 'renewal_cost')::numeric) stored,
        add column pending_items_processed integer
          generated always as ((task_metadata ->> 'pending_items_processed')::integer) stored,
        add column current_ratio double precision
          generated always as ((task_metadata ->> 'current_ratio')::double precision) stored`);
  }
}
