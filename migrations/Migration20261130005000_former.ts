import { Migration } from '@mikro-orm/migrations';

export class Migration20261130005000_former extends Migration {
  override up(): void {
    // What was taken over from another program: each thing once, even if it is removed here afterwards.
    this.addSql(`
      create table taken_over (
        source text not null,
        item text not null,
        taken_at timestamptz not null,
        primary key (source, item)
      )`);
    // Days of another program tell the ratio and nothing else.
    this.addSql(`
      alter table ratio_log_daily
        alter column uploaded_bytes drop not null,
        alter column downloaded_bytes drop not null,
        alter column class_name drop not null,
        alter column is_vip_class drop not null`);
  }
}
