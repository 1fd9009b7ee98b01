import { Migration } from '@mikro-orm/migrations';

export class Migration20261130002100_task_columns extends Migration {
  override up(): void {
    // What a run found out stands in its report; columns for those who ask by SQL.
    this.addSql(`
      alter table tasks
        add column rules_updated boolean
          generated always as ((task_metadata ->> 'rules_updated')::boolean) stored,
        add column emergency_active boolean
          generated always as ((task_metadata ->> 'emergency_active')::boolean) stored`);
    // Of what is free nothing has to be allowed.
    this.addSql(`
      alter table downloads
        drop column paid_download_allowed,
        add column paid_download_allowed boolean
          generated always as (case when is_paid then not emergency_blocked end) stored`);
  }
}
