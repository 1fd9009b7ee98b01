import { Migration } from '@mikro-orm/migrations';

export class Migration20261130001300_wishlist extends Migration {
  override up(): void {
    // Who wants which book; several people may want one. `made_wanted`: their quota is charged with it.
    this.addSql(`
      create table wishlist (
        id serial primary key,
        missing_book_id integer not null references missing_books on delete cascade,
        platform text not null,
        user_id text not null,
        user_name text not null,
        role text not null check (role in ('viewer', 'member', 'operator', 'owner')),
        place integer not null,
        priority integer not null default 1 check (priority between 1 and 3),
        added_at timestamptz not null,
        granted_at timestamptz,
        made_wanted boolean not null default false,
        removed_at timestamptz,
        unique (missing_book_id, platform, user_id)
      )`);
    this.addSql('create index wishlist_person on wishlist (platform, user_id, place)');
    this.addSql(
      'create index wishlist_ungranted on wishlist (priority, id) where granted_at is null and removed_at is null',
    );
    // Requests that name a book by a link or a number: what it is has to be asked elsewhere.
    this.addSql(`
      create table book_lookups (
        id serial primary key,
        asked jsonb not null,
        platform text not null,
        user_id text not null,
        user_name text not null,
        role text not null check (role in ('viewer', 'member', 'operator', 'owner')),
        asked_at timestamptz not null,
        result jsonb
      )`);
    // Lists from elsewhere: read first, put on a wishlist when their owner says so. `feeds` are still to be read.
    this.addSql(`
      create table wishlist_imports (
        id serial primary key,
        platform text not null,
        user_id text not null,
        user_name text not null,
        source text not null,
        feeds jsonb,
        list jsonb,
        problem text,
        created_at timestamptz not null,
        applied_at timestamptz,
        outcome jsonb
      )`);
  }
}
