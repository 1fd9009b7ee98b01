import { Migration } from '@mikro-orm/migrations';

export class Migration20261130003100_members extends Migration {
  override up(): void {
    // A key is known by its digest alone; one that was taken back stays, for the rows of the audit that name it.
    this.addSql(`
      create table api_keys (
        id serial primary key,
        name text not null,
        digest bytea not null unique,
        role text not null check (role in ('viewer', 'member', 'operator', 'owner')),
        made_by text not null,
        made_at timestamptz not null default now(),
        used_at timestamptz,
        revoked_at timestamptz,
        revoked_by text
      )`);
    this.addSql(
      `create unique index api_keys_name on api_keys (lower(name)) where revoked_at is null`,
    );
    this.addSql(`
      create function refuse_change() returns trigger language plpgsql as $$
      begin
        raise exception 'rows of % are never changed or removed', tg_table_name;
      end $$`);
    this.addSql(`
      create trigger audit_append_only before update or delete on audit
        for each row execute function refuse_change()`);
  }
}
