import { readdirSync } from 'node:fs';
import { parse } from 'node:path';
import { migrationsPath } from './orm.ts';

/** The names of the migrations this program has. */
export function knownMigrations(): string[] {
  return readdirSync(migrationsPath).map((file) => parse(file).name);
}

/** The migrations this program does not have; with any, what they made cannot be loaded. */
export function unknownMigrations(names: readonly string[]): string[] {
  const known = new Set(knownMigrations());
  return names.filter((name) => !known.has(name));
}
