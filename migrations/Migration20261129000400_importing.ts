import { Migration } from '@mikro-orm/migrations';

export class Migration20261129000400_importing extends Migration {
  override up(): void {
    this.addSql(`
      alter table downloads
        add column stop_reason text,
        add column content_path text,
        add column library_folder text`);
    this.addSql(`
      create unique index downloads_content_path on downloads (content_path)
       where content_path is not null and status not in ('failed', 'cancelled', 'abandoned')`);
  }
}
