import type { EntityManager } from '@mikro-orm/postgresql';
import { ConfigError } from '../errors.ts';
import { knownMigrations, unknownMigrations } from './known-migrations.ts';
import { type Connection, openOrm } from './orm.ts';

export const migrationLock = 7_266_001;

/**
 * Brings the schema up to date, and with `finish` what is in it, one process at a time, all or nothing.
 * Throws ConfigError when the database was written by a newer program.
 */
export async function migrate(
  connection: Connection,
  finish: (em: EntityManager) => Promise<void> = async () => {},
): Promise<void> {
  const orm = await openOrm(connection, 2);
  try {
    await orm.em.fork().transactional(async (em) => {
      await em.execute('select pg_advisory_xact_lock(?)', [migrationLock]);
      const executed = await executedMigrations(em);
      refuseNewerSchema(executed);
      if (executed.length === 0) await refuseOthersTables(em);
      if (knownMigrations().some((name) => !executed.includes(name))) await applyAll(em);
      await finish(em);
    });
  } finally {
    await orm.close();
  }
}

/** The migrator and every migration are loaded only for this: most starts have nothing to apply. */
async function applyAll(em: EntityManager): Promise<void> {
  const { Migrator } = await import('@mikro-orm/migrations');
  await new Migrator(em).up({ transaction: em.getTransactionContext() });
}

async function executedMigrations(em: EntityManager): Promise<string[]> {
  const table = `select to_regclass('public.schema_migrations') is not null as "isThere"`;
  const [found] = await em.execute<{ isThere: boolean }[]>(table);
  if (!found?.isThere) return [];
  const rows = await em.execute<{ name: string }[]>('select name from public.schema_migrations');
  return rows.map(({ name }) => name);
}

function refuseNewerSchema(executed: readonly string[]): void {
  const foreign = unknownMigrations(executed);
  if (foreign.length === 0) return;
  throw new ConfigError([
    `The database was last used by a newer version of this program (it has ${foreign.join(', ')}). Start that version again, or restore a backup made before the upgrade.`,
  ]);
}

/** Tables of the same names belong to the program whose place this one takes, not to us. */
async function refuseOthersTables(em: EntityManager): Promise<void> {
  const found = await em.execute<unknown[]>(
    `select 1 from pg_tables
      where schemaname = 'public' and tablename in ('books', 'downloads', 'missing_books')`,
  );
  if (found.length < 2) return;
  throw new ConfigError([
    'DATABASE_URL is the database of another program. Make an empty one for this program; then "npm run import -- mamcrawler <address of the other one>" takes over what it can.',
  ]);
}
