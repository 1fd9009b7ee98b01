import {
  chmod,
  chown,
  lchown,
  lstat,
  mkdir,
  readdir,
  readFile,
  realpath,
  stat,
} from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { ConfigError, messageOf } from '../errors.ts';

/** The system account the database server runs as. */
export type ServerUser = { uid: number; gid: number };

/**
 * PostgreSQL refuses to run as root, so root lends it the account `nobody`; anyone else runs it as
 * themselves. Throws ConfigError when the account is not known to the system.
 */
export async function findServerUser(): Promise<ServerUser> {
  if (isRoot()) return findNobody();
  try {
    const { uid, gid } = os.userInfo();
    return { uid, gid };
  } catch {
    throw new ConfigError([
      `The built-in database cannot run as user id ${process.geteuid?.()}, which has no entry in /etc/passwd. Use an existing user (in Docker: --user node), or set DATABASE_URL.`,
    ]);
  }
}

async function findNobody(): Promise<ServerUser> {
  const lines = (await readFile('/etc/passwd', 'utf8')).split('\n');
  const [, , uid, gid] = lines.find((line) => line.startsWith('nobody:'))?.split(':') ?? [];
  if (uid && gid) return { uid: Number(uid), gid: Number(gid) };
  throw new ConfigError([
    'The built-in database cannot run as root, and there is no user nobody to run it. Start the program as an ordinary user, or set DATABASE_URL.',
  ]);
}

/**
 * The first folder on the way to `folder`, itself included, that `user` may not enter; null when the
 * way is open. Only root runs the server as somebody else, so the answer for anyone else is null.
 */
export async function findClosedFolder(folder: string, user: ServerUser): Promise<string | null> {
  if (!isRoot()) return null;
  const steps: string[] = [];
  for (let step = await realpath(folder); !steps.includes(step); step = path.dirname(step)) {
    steps.unshift(step);
  }
  for (const step of steps) {
    const { mode, uid, gid } = await stat(step);
    const shift = uid === user.uid ? 6 : gid === user.gid ? 3 : 0;
    if (((mode >> shift) & 1) === 0) return step;
  }
  return null;
}

/** Makes a folder that only `user` may enter, or checks the one there is. Throws ConfigError. */
export async function makePrivateFolder(folder: string, user: ServerUser): Promise<void> {
  await makeFolder(folder, 0o700);
  const found = await lstat(folder);
  // Root must not adopt what another account planted under this name in a folder open to all.
  if (!found.isDirectory() || (found.uid !== user.uid && found.uid !== process.geteuid?.())) {
    throw wrongOwner(folder, user, found.uid);
  }
  if (found.uid !== user.uid) await chown(folder, user.uid, user.gid);
  if ((found.mode & 0o777) !== 0o700) await chmod(folder, 0o700);
}

/** Makes a folder and those above it. Throws ConfigError when that is not allowed. */
export async function makeFolder(folder: string, mode?: number): Promise<void> {
  try {
    await mkdir(folder, { recursive: true, ...(mode === undefined ? {} : { mode }) });
  } catch (error) {
    throw new ConfigError([
      `The folder ${folder} cannot be made (${messageOf(error)}). Choose a DATA_DIR that the program may write to.`,
    ]);
  }
}

/** Throws ConfigError when a folder is there that `user` has not got and cannot be given. */
export async function refuseForeignFolder(folder: string, user: ServerUser): Promise<void> {
  const found = await stat(folder).catch(() => null);
  if (found && found.uid !== user.uid && !isRoot()) throw wrongOwner(folder, user, found.uid);
}

/** Gives a folder, with all in it, to `user` and nobody else; only root can change the owner. */
export async function handOver(folder: string, user: ServerUser): Promise<void> {
  const { uid, mode } = await stat(folder);
  if (uid !== user.uid) {
    for (const entry of await readdir(folder, { recursive: true })) {
      await lchown(path.join(folder, entry), user.uid, user.gid);
    }
    // Last, because its owner tells a later start whether the work was finished.
    await chown(folder, user.uid, user.gid);
  }
  if ((mode & 0o777) !== 0o700) await chmod(folder, 0o700);
}

function wrongOwner(folder: string, user: ServerUser, uid: number): ConfigError {
  return new ConfigError([
    `${folder} must be a folder of user id ${user.uid}, which runs the built-in database, but belongs to user id ${uid}. Change its owner, or remove it if nothing in it is needed.`,
  ]);
}

function isRoot(): boolean {
  return process.geteuid?.() === 0;
}
