import { readFile, realpath, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { ConfigError, messageOf } from '../errors.ts';
import { type Binaries, runBinary } from './embedded-binaries.ts';
import {
  findClosedFolder,
  makeFolder,
  makePrivateFolder,
  refuseForeignFolder,
  type ServerUser,
} from './embedded-user.ts';

export type DataOptions = { dataDir: string; isDurable: boolean };

/**
 * Checks the data folder, or makes it if there is none, and gives its real path. Throws ConfigError
 * when a server run by `user` cannot use it.
 */
export async function prepareData(
  options: DataOptions,
  binaries: Binaries,
  user: ServerUser,
): Promise<string> {
  const dataDir = await findRealPath(path.resolve(options.dataDir));
  const closed = await findClosedFolder(path.dirname(dataDir), user);
  if (closed) {
    throw new ConfigError([
      `The built-in database runs as user id ${user.uid}, which may not enter ${closed}. Choose another DATA_DIR, for example under /var/lib, or allow it with chmod a+x ${closed}.`,
    ]);
  }
  await refuseForeignFolder(dataDir, user);
  const major = await readMajor(dataDir);
  if (major === null) {
    await initialise(dataDir, options.isDurable, binaries, user);
  } else if (major !== binaries.major) {
    throw new ConfigError([
      `${dataDir} was written by PostgreSQL ${major}, and this program brings PostgreSQL ${binaries.major}, which cannot read it. Make a backup with the program version that wrote it, then restore it into an empty DATA_DIR.`,
    ]);
  }
  return dataDir;
}

/** The server reports its folder without links, so two spellings of one folder must become one. */
async function findRealPath(dataDir: string): Promise<string> {
  await makeFolder(path.dirname(dataDir));
  try {
    return await realpath(dataDir);
  } catch {
    return path.join(await realpath(path.dirname(dataDir)), path.basename(dataDir));
  }
}

async function readMajor(dataDir: string): Promise<string | null> {
  try {
    return (await readFile(path.join(dataDir, 'PG_VERSION'), 'utf8')).trim();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}

/** The data appear under their name only when complete, so an interrupted first start is repeated. */
async function initialise(
  dataDir: string,
  isDurable: boolean,
  binaries: Binaries,
  user: ServerUser,
): Promise<void> {
  const unfinished = `${dataDir}.init`;
  await rm(unfinished, { recursive: true, force: true });
  await makePrivateFolder(unfinished, user);
  const flags = ['--username=postgres', '--auth=trust', '--encoding=UTF8', '--locale=C'];
  flags.push('--locale-provider=builtin', '--builtin-locale=C.UTF-8');
  if (!isDurable) flags.push('--no-sync');
  await runBinary(binaries.initdb, ['-D', unfinished, ...flags], user);
  try {
    await rename(unfinished, dataDir);
  } catch (error) {
    throw new ConfigError([
      `The new database cannot be put at ${dataDir} (${messageOf(error)}). Nothing may be there yet except an empty folder that is no mount point.`,
    ]);
  }
}
