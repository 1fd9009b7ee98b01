import { Migration } from '@mikro-orm/migrations';

export class Migration20261130003200_hooks extends Migration {
  override up(): void {
    // What other programs told us. The digest of a signature keeps a delivery from being taken twice.
    this.addSql(`
      create table hook_deliveries (
        id serial primary key,
        at timestamptz not null,
        name text not null,
        outcome text not null check (outcome in ('taken', 'repeated', 'refused')),
        why text,
        signature bytea unique
      )`);
    this.addSql('create index hook_deliveries_at on hook_deliveries (at)');
  }
}
