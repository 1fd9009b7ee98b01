import { Migration } from '@mikro-orm/migrations';

export class Migration20261130002900_web extends Migration {
  override up(): void {
    // Changes that a program asked for and has to confirm. The digest is over the token, the key and the call.
    this.addSql(`
      create table confirmations (
        digest text primary key,
        expires_at timestamptz not null
      )`);
    // Who is signed in on the dashboard. A session ends with its key.
    this.addSql(`
      create table web_sessions (
        digest text primary key,
        key_digest text not null,
        expires_at timestamptz not null,
        -- The answer to the last form, shown once by the page after it.
        notice jsonb
      )`);
    this.addSql(`
      create table sign_in_tries (
        address text primary key,
        tries integer not null,
        began_at timestamptz not null
      )`);
  }
}
