import { Migration } from '@mikro-orm/migrations';

export class Migration20261130003000_preferences extends Migration {
  override up(): void {
    this.addSql(`
      create table preferences (
        platform text not null,
        person text not null,
        alerts_by_dm text not null default 'off' check (alerts_by_dm in ('off', 'critical', 'warning', 'all')),
        private_answers boolean not null default false,
        refused_at timestamptz,
        primary key (platform, person)
      )`);
    this.addSql(`alter table alerts
      add column seen_by text, add column seen_at timestamptz, add column escalated_at timestamptz`);
  }
}
