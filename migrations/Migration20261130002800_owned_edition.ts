import { Migration } from '@mikro-orm/migrations';

export class Migration20261130002800_owned_edition extends Migration {
  override up(): void {
    // A download whose work stands on the shelf already, and whether a person wants both.
    this.addSql(`
      alter table downloads
        add column owned_book_id integer references books on delete set null,
        add column beside_owned boolean not null default false`);
    this.addSql('create index downloads_owned_book on downloads (owned_book_id)');
  }
}
