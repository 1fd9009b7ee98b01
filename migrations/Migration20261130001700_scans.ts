import { Migration } from '@mikro-orm/migrations';

export class Migration20261130001700_scans extends Migration {
  override up(): void {
    // What was last looked at for the record of a book, and what could not be looked at.
    this.addSql(`
      create table book_scans (
        book_id integer primary key references books (id) on delete cascade,
        report jsonb not null,
        scanned_at timestamptz not null
      )`);
    // The words at the beginning of a recording: heard once for each file, because hearing costs.
    this.addSql(`
      create table book_openings (
        book_id integer primary key references books (id) on delete cascade,
        heard_in text not null,
        words text not null,
        heard_at timestamptz not null
      )`);
    // A book Audiobookshelf did not show at once is known as ours by its folder.
    this.addSql('create index downloads_library_path on downloads (library_path)');
  }
}
