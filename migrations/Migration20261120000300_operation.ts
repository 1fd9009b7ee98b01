import { Migration } from '@mikro-orm/migrations';

export class Migration20261120000300_operation extends Migration {
  override up(): void {
    this.addSql(`
      create table tasks (
        id serial primary key,
        task_name text not null,
        status text not null check (status in
          ('requested', 'running', 'completed', 'failed', 'interrupted', 'cancelled')),
        cause text not null check (cause in ('schedule', 'catch-up', 'person', 'retry', 'event')),
        actor text,
        slot timestamptz,
        scheduled_time timestamptz not null default now(),
        actual_start timestamptz,
        actual_end timestamptz,
        duration_seconds numeric(10, 3),
        attempt integer not null default 1,
        input jsonb not null default '{}'::jsonb,
        progress jsonb,
        items_processed integer not null default 0,
        items_succeeded integer not null default 0,
        items_failed integer not null default 0,
        log_output text,
        error_message text,
        task_metadata jsonb not null default '{}'::jsonb,
        date_created timestamptz not null default now(),
        unique (task_name, slot)
      )`);
    this.addSql('create index tasks_name on tasks (task_name, id desc)');
    this.addSql(
      `create unique index tasks_one_requested on tasks (task_name) where status = 'requested'`,
    );
    this.addSql(
      `create unique index tasks_one_running on tasks (task_name) where status = 'running'`,
    );
    this.addSql(`
      create table job_controls (
        job_name text primary key,
        schedule text,
        slots_after timestamptz not null default now(),
        paused_at timestamptz,
        paused_by text,
        failing_since timestamptz
      )`);
    this.addSql(`
      create table outbox (
        id bigserial primary key,
        key text not null unique,
        kind text not null check (kind in ('alert', 'card', 'effect')),
        topic text not null,
        lane text not null,
        platform text,
        payload jsonb not null default '{}'::jsonb,
        status text not null default 'pending' check (status in ('pending', 'done', 'dead')),
        attempts integer not null default 0,
        not_before timestamptz not null default 'epoch',
        last_error text,
        created_at timestamptz not null default now(),
        done_at timestamptz
      )`);
    this.addSql(`create index outbox_pending on outbox (not_before, id) where status = 'pending'`);
    this.addSql(`create index outbox_lane on outbox (lane, id) where status = 'pending'`);
    this.addSql(`
      create table alerts (
        id serial primary key,
        key text not null unique,
        kind text not null,
        severity text not null check (severity in ('info', 'warning', 'critical')),
        reply jsonb not null,
        created_at timestamptz not null default now()
      )`);
    this.addSql(`
      create table messages (
        id serial primary key,
        platform text not null,
        channel text not null,
        message_id text not null,
        subject text not null,
        reply_hash text not null,
        is_deleted boolean not null default false,
        created_at timestamptz not null default now(),
        updated_at timestamptz not null default now(),
        unique (platform, subject)
      )`);
    this.addSql(`
      create table audit (
        id bigserial primary key,
        at timestamptz not null default now(),
        actor_id text not null,
        actor_name text not null,
        platform text not null,
        command text not null,
        input jsonb not null,
        outcome text not null,
        detail text
      )`);
    this.addSql('create index audit_at on audit (at desc)');
    this.addSql(`
      create table settings (
        name text primary key,
        value jsonb not null,
        updated_by text not null,
        updated_at timestamptz not null default now()
      )`);
  }
}
