import { Migration } from '@mikro-orm/migrations';

export class Migration20261120000400_account extends Migration {
  override up(): void {
    this.addSql(`
      create table ratio_log (
        id serial primary key,
        timestamp timestamptz not null default now(),
        seen_at timestamptz not null default now(),
        global_ratio numeric,
        emergency_active boolean not null default false,
        seeding_allocation integer,
        uploaded_bytes bigint not null,
        downloaded_bytes bigint not null,
        points numeric(10, 1),
        wedges integer,
        vip_until timestamptz,
        class_name text not null,
        is_vip_class boolean not null,
        unsatisfied_count integer,
        unsatisfied_limit integer,
        hit_and_run_count integer,
        inactive_unsatisfied_count integer,
        connectable text
      )`);
    this.addSql('create index ratio_log_timestamp on ratio_log (timestamp desc)');
    this.addSql(`
      create table tracker_session (
        id integer primary key check (id = 1),
        cookie_sealed bytea,
        configured_digest text,
        state text not null default 'ok' check (state in ('ok', 'fallback', 'lost')),
        state_reason text,
        state_at timestamptz,
        rotated_at timestamptz,
        search_after timestamptz not null default to_timestamp(0),
        torrent_after timestamptz not null default to_timestamp(0),
        account_after timestamptz not null default to_timestamp(0),
        back_off_until timestamptz,
        back_off_count integer not null default 0,
        search_window_start timestamptz,
        search_window_count integer not null default 0
      )`);
    this.addSql('insert into tracker_session (id) values (1)');
    this.addSql(`
      create table download_client_login (
        id integer primary key check (id = 1),
        refused_at timestamptz,
        reason text
      )`);
    this.addSql('insert into download_client_login (id) values (1)');
  }
}
