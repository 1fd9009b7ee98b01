import { Migrator } from '@mikro-orm/migrations';
import type { EntityManager } from '@mikro-orm/postgresql';
import { ConfigError } from '../errors.ts';
import { unknownMigrations } from './load.ts';
import { type Connection, openOrm, type Orm } from './orm.ts';

export const migrationLock = 7_266_001;

/**
 * Brings the schema up to date, and with `finish` what is in it, one process at a time, all or nothing.
 * Throws ConfigError when the database was written by a newer program.
 */
export async function migrate(
  connection: Connection,
  finish: (em: EntityManager) => Promise<void> = async () => {},
): Promise<void> {
  const orm = await openOrm(connection, 2, { extensions: [Migrator] });
  try {
    await orm.em.fork().transactional(async (em) => {
      await em.execute('select pg_advisory_xact_lock(?)', [migrationLock]);
      await refuseNewerSchema(orm);
      await refuseOthersTables(orm, em);
      await orm.migrator.up({ transaction: em.getTransactionContext() });
      await finish(em);
    });
  } finally {
    await orm.close();
  }
}

async function refuseNewerSchema(orm: Orm): Promise<void> {
  const executed = await orm.migrator.getExecuted();
  const foreign = unknownMigrations(executed.map((row) => row.name));
  if (foreign.length === 0) return;
  throw new ConfigError([
    `The database was last used by a newer version of this program (it has ${foreign.join(', ')}). Start that version again, or restore a backup made before the upgrade.`,
  ]);
}

/** Tables of the same names belong to the program whose place this one takes, not to us. */
async function refuseOthersTables(orm: Orm, em: EntityManager): Promise<void> {
  if ((await orm.migrator.getExecuted()).length > 0) return;
  const found = await em.execute<unknown[]>(
    `select 1 from pg_tables
      where schemaname = 'public' and tablename in ('books', 'downloads', 'missing_books')`,
  );
  if (found.length < 2) return;
  throw new ConfigError([
    'DATABASE_URL is the database of another program. Make an empty one for this program; then "npm run import -- mamcrawler <address of the other one>" takes over what it can.',
  ]);
}
