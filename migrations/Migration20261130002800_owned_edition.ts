import { Migration } from '@mikro-orm/migrations';

export class Migration20261130002800_owned_edition extends Migration {
  override up(): void {
    // A download whose work stands on the shelf already, and whether a person wants both.
    this.addSql(`
      alter table downloads
        add column owned_book_id integer references books on delete set null,
        add column beside_owned boolean not null default false`);
    this.addSql('create index downloads_owned_book on downloads (owned_book_id)');
    // For display alone: the class of the bitrate, halved for an abridged book; null while it is unknown.
    this.addSql(`
      alter table books drop column quality_score,
        add column quality_score integer generated always as (
          (case when bitrate_kbps >= 120 then 100 when bitrate_kbps >= 96 then 80
                when bitrate_kbps >= 61 then 60 when bitrate_kbps is not null then 30 end)
          / (case when is_abridged then 2 else 1 end)) stored`);
  }
}
