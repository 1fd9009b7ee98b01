import { Migration } from '@mikro-orm/migrations';

export class Migration20261120000500_members extends Migration {
  override up(): void {
    this.addSql(`
      create table members (
        id serial primary key,
        platform text not null,
        user_id text not null,
        name text not null,
        role text not null check (role in ('viewer', 'member', 'operator', 'owner')),
        granted_by text not null,
        granted_at timestamptz not null default now(),
        unique (platform, user_id)
      )`);
    this.addSql(`
      create table claim_code (
        id integer primary key check (id = 1),
        code_digest text not null,
        expires_at timestamptz not null,
        wrong_tries integer not null default 0
      )`);
  }
}
