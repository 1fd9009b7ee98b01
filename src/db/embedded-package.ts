import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { cp, lstat, mkdir, readFile, rename, rm, symlink } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { z } from 'zod';
import { ConfigError, messageOf } from '../errors.ts';

const run = promisify(execFile);

const links = z.array(z.object({ source: z.string(), target: z.string() }));
const manifest = z.object({ version: z.string() });

/**
 * Recreates the library links that are missing when packages were installed without their install
 * scripts; the package lists them. Throws ConfigError when a link cannot be written.
 */
export async function restoreLinks(packageFolder: string): Promise<void> {
  const list = path.join(packageFolder, 'native/pg-symlinks.json');
  if (!existsSync(list)) return;
  for (const { source, target } of links.parse(await readJson(list))) {
    const link = path.join(packageFolder, target);
    try {
      await symlink(path.relative(path.dirname(target), source), link);
    } catch (error) {
      if (await isThere(link)) continue;
      throw new ConfigError([
        `The built-in database lacks the library link ${link}, and it cannot be made (${messageOf(error)}). Run npm rebuild as the owner of that folder.`,
      ]);
    }
  }
}

/**
 * Copies the package into `cacheFolder`, once per version, where every account may run it: a
 * checkout under /root is closed to all others. Gives the copy's path; throws ConfigError.
 */
export async function copyForEveryone(packageFolder: string, cacheFolder: string): Promise<string> {
  const { version } = manifest.parse(await readJson(path.join(packageFolder, 'package.json')));
  const copy = path.join(cacheFolder, `postgres-${version}`);
  if (existsSync(copy)) return copy;
  const unfinished = `${copy}.${process.pid}`;
  try {
    await mkdir(cacheFolder, { recursive: true });
    await cp(packageFolder, unfinished, { recursive: true, verbatimSymlinks: true });
    await run('chmod', ['-R', 'a+rX', cacheFolder]);
    await rename(unfinished, copy);
  } catch (error) {
    if (existsSync(unfinished)) await rm(unfinished, { recursive: true });
    // Another process may have been quicker.
    if (!existsSync(copy)) throw notCopied(packageFolder, cacheFolder, error);
  }
  return copy;
}

function notCopied(packageFolder: string, cacheFolder: string, error: unknown): ConfigError {
  return new ConfigError([
    `The built-in database cannot run from ${packageFolder}, which is closed to other accounts, and cannot be copied to ${cacheFolder} (${messageOf(error)}). Install the program under /opt, or start it as an ordinary user.`,
  ]);
}

async function readJson(file: string): Promise<unknown> {
  return JSON.parse(await readFile(file, 'utf8'));
}

/** True for a link as well, even one that leads nowhere. */
async function isThere(file: string): Promise<boolean> {
  return lstat(file).then(
    () => true,
    () => false,
  );
}
