import { Migration } from '@mikro-orm/migrations';

export class Migration20261130002500_settled extends Migration {
  override up(): void {
    // Columns that show the canonical record instead of what the library holds: for each the value, what
    // the library held when it was settled, who says so, and whether two independent sources do.
    this.addSql(`alter table books add column settled jsonb not null default '{}'::jsonb`);
  }
}
