import { Migration } from '@mikro-orm/migrations';

export class Migration20261130007000_preferred_language extends Migration {
  override up(): void {
    this.addSql('alter table preferences add column language text');
  }
}
