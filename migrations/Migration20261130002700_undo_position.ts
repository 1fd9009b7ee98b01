import { Migration } from '@mikro-orm/migrations';

export class Migration20261130002700_undo_position extends Migration {
  override up(): void {
    // What a person wants of a position that was moved by the replacement and went on since, and where
    // it goes: written down before it is moved, so that it is never moved twice.
    this.addSql(`
      alter table replacements
        add column undo_position text check (undo_position in ('scale', 'back')),
        add column undo_seconds double precision`);
  }
}
