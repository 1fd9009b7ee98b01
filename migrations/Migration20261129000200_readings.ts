import { Migration } from '@mikro-orm/migrations';

export class Migration20261129000200_readings extends Migration {
  override up(): void {
    // Whether there is an emergency is for a judge to say; until one has, it is not known.
    this.addSql(`
      alter table ratio_log
        alter column emergency_active drop not null,
        alter column emergency_active drop default`);
    this.addSql('update ratio_log set emergency_active = null');
    // Infinite while nothing was downloaded, unknown while nothing was moved.
    this.addSql(`
      alter table ratio_log
        drop column global_ratio,
        add column global_ratio double precision generated always as (
          case when downloaded_bytes > 0 then uploaded_bytes::double precision / downloaded_bytes
               when uploaded_bytes > 0 then 'Infinity' end) stored`);
    // Rows come in the order of time: an ascending index stays half as large.
    this.addSql('drop index ratio_log_timestamp');
    this.addSql('create index ratio_log_timestamp on ratio_log (timestamp)');
    // A row is confirmed many times an hour and deleted after 90 days: room is taken back early.
    this.addSql(`
      alter table ratio_log set (autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_threshold = 200)`);
    this.addSql(`
      create table ratio_log_daily (
        day date primary key,
        seen_at timestamptz not null,
        global_ratio double precision,
        lowest_ratio double precision,
        uploaded_bytes bigint not null,
        downloaded_bytes bigint not null,
        points numeric(10, 1),
        wedges integer,
        vip_until timestamptz,
        class_name text not null,
        is_vip_class boolean not null,
        unsatisfied_count integer,
        unsatisfied_limit integer,
        hit_and_run_count integer
      )`);
    // A slot without a reading younger than 15 minutes is there, with nothing known.
    this.addSql(`
      create view ratio_log_5min as
      select (extract(epoch from slot) / 300)::integer as id,
             slot as timestamp,
             case when slot < r.seen_at + interval '15 minutes' then r.global_ratio end as global_ratio,
             case when slot < r.seen_at + interval '15 minutes' then r.emergency_active end as emergency_active,
             case when slot < r.seen_at + interval '15 minutes' then r.seeding_allocation end as seeding_allocation
        from (select *, lead(timestamp, 1, now()) over (order by timestamp, id) as next_timestamp
                from ratio_log) r
       cross join lateral generate_series(
               to_timestamp(ceil(extract(epoch from r.timestamp) / 300) * 300),
               r.next_timestamp - interval '1 microsecond',
               interval '5 minutes') slot`);
    this.addSql(`
      create table account_outages (
        id serial primary key,
        since timestamptz not null,
        last_failed_at timestamptz not null,
        failed_readings integer not null default 1,
        reason text not null,
        is_told boolean not null default false,
        ended_at timestamptz
      )`);
    this.addSql(
      'create unique index account_outages_one_open on account_outages ((true)) where ended_at is null',
    );
    this.addSql('alter table tracker_session add column throttled_at timestamptz');
  }
}
