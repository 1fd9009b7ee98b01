import { readdirSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import path from 'node:path';
import { migrationsPath } from '../../src/db/orm.ts';
import { seededRandom } from '../labels/random.ts';
import { makeTemporaryFolder } from '../support/temporary-folder.ts';
import { runMigration } from './kill-migration.ts';
import { startOwnPostgres } from './own-postgres.ts';

/** Kills the migrations at so many of their statements, each time on an empty schema, and lets the next start finish them. */
export async function playMigrations(
  kills: number,
  seed: number,
): Promise<{ statements: number; tried: number; wrong: string[] }> {
  const folder = await makeTemporaryFolder();
  const postgres = await startOwnPostgres(path.join(folder, 'postgres'));
  const [, host = '', port = ''] = /@(.*):(\d+)\//.exec(postgres.url) ?? [];
  const target = {
    host: decodeURIComponent(host),
    port: Number(port),
    database: 'postgres',
    folder,
  };
  const empty = async () => {
    await postgres.rows('drop schema public cascade');
    await postgres.rows('create schema public');
  };
  try {
    const { statements } = await runMigration(target);
    const points = seededRandom(seed).shuffled(
      Array.from({ length: statements }, (_, index) => index + 1),
    );
    const wrong: string[] = [];
    const tried = points.slice(0, kills);
    for (const point of tried) {
      await empty();
      await runMigration(target, point);
      const left = await postgres.rows(
        `select 1 from pg_tables where schemaname = 'public' and tablename <> 'schema_migrations'`,
      );
      const { exitCode, said } = await runMigration(target);
      const done = await postgres.rows('select 1 from schema_migrations');
      if (left.length > 0) wrong.push(`statement ${point}: ${left.length} tables were left`);
      if (exitCode !== 0) wrong.push(`statement ${point}: the next start said ${said}`);
      else if (done.length !== readdirSync(migrationsPath).length) {
        wrong.push(`statement ${point}: ${done.length} migrations are noted`);
      }
    }
    return { statements, tried: tried.length, wrong };
  } finally {
    await postgres.close();
    await rm(folder, { recursive: true, force: true });
  }
}
