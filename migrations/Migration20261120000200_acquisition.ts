import { Migration } from '@mikro-orm/migrations';

export class Migration20261120000200_acquisition extends Migration {
  override up(): void {
    this.addSql(`
      create table releases (
        id serial primary key,
        source text not null,
        tracker_id text not null,
        title text not null,
        facts jsonb not null,
        first_seen_at timestamptz not null default now(),
        seen_at timestamptz not null default now(),
        unique (source, tracker_id)
      )`);
    this.addSql(`
      create table blocklist (
        id serial primary key,
        source text not null,
        tracker_id text not null,
        info_hash text,
        title text not null default '',
        reason text not null,
        missing_book_id integer references missing_books on delete cascade,
        created_by text not null,
        created_at timestamptz not null default now(),
        unique (source, tracker_id)
      )`);
    this.addSql('create index blocklist_missing_book on blocklist (missing_book_id)');
    this.addSql(`
      create table proposals (
        id serial primary key,
        missing_book_id integer not null references missing_books on delete cascade,
        release_id integer references releases on delete set null,
        status text not null check (status in
          ('held', 'waiting', 'open', 'approved', 'rejected', 'expired', 'superseded')),
        cost_class text,
        is_paid boolean,
        reasons jsonb not null default '[]'::jsonb,
        alternatives jsonb not null default '[]'::jsonb,
        refused jsonb not null default '[]'::jsonb,
        figures jsonb not null default '{}'::jsonb,
        hold jsonb not null default '[]'::jsonb,
        decided_by text,
        decided_by_name text,
        decided_at timestamptz,
        decision_reason text,
        created_at timestamptz not null default now(),
        opened_at timestamptz,
        expires_at timestamptz
      )`);
    this.addSql('create index proposals_missing_book on proposals (missing_book_id)');
    this.addSql('create index proposals_release on proposals (release_id)');
    this.addSql('create index proposals_status on proposals (status, id)');
    this.addSql(`
      create unique index proposals_one_live on proposals (missing_book_id)
       where status in ('held', 'waiting', 'open')`);
    this.addSql(`
      create table downloads (
        id serial primary key,
        book_id integer references books on delete set null,
        missing_book_id integer references missing_books on delete set null,
        proposal_id integer unique references proposals on delete set null,
        release_id integer references releases on delete set null,
        title text not null,
        author text not null default '',
        source text not null,
        magnet_link text,
        torrent_url text,
        qbittorrent_hash text unique,
        qbittorrent_status text,
        status text not null default 'queued' check (status in
          ('queued', 'waiting', 'downloading', 'checking', 'importing', 'scanning',
           'completed', 'failed', 'stopped', 'cancelled', 'abandoned')),
        status_reason text,
        next_step text,
        progress numeric(5, 4) not null default 0,
        progress_shown_at timestamptz,
        size_bytes bigint,
        retry_count integer not null default 0,
        max_retries integer not null default 3,
        last_attempt timestamptz,
        next_retry timestamptz,
        integrity_status text not null default 'pending'
          check (integrity_status in ('pending', 'passed', 'failed', 'redownloading')),
        integrity_report jsonb,
        release_edition text check (release_edition in ('free', 'fl', 'paid')),
        quality_score integer,
        is_paid boolean,
        emergency_blocked boolean not null default false,
        paid_download_allowed boolean,
        freeze_timestamp timestamptz,
        emergency_reason text,
        abs_import_status text,
        abs_import_error text,
        abs_item_id text,
        save_path text,
        library_path text,
        torrent_sealed bytea,
        metadata_json jsonb,
        metadata_applied_at timestamptz,
        date_queued timestamptz not null default now(),
        date_completed timestamptz
      )`);
    this.addSql('create index downloads_book on downloads (book_id)');
    this.addSql('create index downloads_missing_book on downloads (missing_book_id)');
    this.addSql('create index downloads_release on downloads (release_id)');
    this.addSql('create index downloads_status on downloads (status, id)');
    this.addSql(`
      create table download_events (
        id bigserial primary key,
        download_id integer not null references downloads on delete cascade,
        at timestamptz not null default now(),
        status text not null,
        detail text not null,
        data jsonb not null default '{}'::jsonb
      )`);
    this.addSql('create index download_events_download on download_events (download_id, id)');
    this.addSql(`
      create table failed_attempts (
        id serial primary key,
        task_name text not null,
        item_id text not null,
        item_name text not null,
        reason text not null,
        error_code text,
        error_details text,
        first_attempt timestamptz not null default now(),
        last_attempt timestamptz not null default now(),
        attempt_count integer not null default 1,
        attempt_metadata jsonb not null default '{}'::jsonb,
        created_at timestamptz not null default now(),
        unique (task_name, item_id, reason)
      )`);
    this.addSql(`
      create view recent_failed_downloads as
      select id, title, author, source, status, status_reason, retry_count, max_retries, last_attempt, next_retry
        from downloads
       where status in ('failed', 'stopped', 'abandoned') and last_attempt > now() - interval '30 days'`);
  }
}
