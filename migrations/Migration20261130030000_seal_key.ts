import { Migration } from '@mikro-orm/migrations';

export class Migration20261130030000_seal_key extends Migration {
  override up(): void {
    this.addSql(`
      create table seal_key (
        id integer primary key default 1 check (id = 1),
        fingerprint bytea not null
      )`);
  }
}
