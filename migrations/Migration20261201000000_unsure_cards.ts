import { Migration } from '@mikro-orm/migrations';

export class Migration20261201000000_unsure_cards extends Migration {
  override up(): void {
    // A message that was only posted may show what an earlier try had said.
    this.addSql('alter table messages alter column reply_hash drop not null');
  }
}
