import { Migration } from '@mikro-orm/migrations';

export class Migration20261130040000_outbox_waits extends Migration {
  override up(): void {
    this.addSql('alter table outbox add column waits integer not null default 0');
  }
}
