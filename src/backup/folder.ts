import { existsSync } from 'node:fs';
import { mkdir, open, readdir, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { type Keep, whichToKeep } from './keep.ts';

const finished = /^shelfwarden-(\d{4}-\d\d-\d\d)T(\d\d)-(\d\d)-(\d\d)Z\.swb$/;
const unfinished = /^shelfwarden-.*\.swb\.part$/;

/** The name of a backup; one made before a restore is no part of the daily ones and stays. */
export function fileName(madeAt: Date, kind: 'daily' | 'before-restore'): string {
  const time = madeAt.toISOString().slice(0, 19).replaceAll(':', '-');
  return `shelfwarden-${time}Z${kind === 'daily' ? '' : '-before-restore'}.swb`;
}

/** Makes the folder, for us alone, and removes what a killed process left half-written there. */
export async function prepareFolder(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  for (const name of await readdir(folder)) {
    if (unfinished.test(name)) await rm(path.join(folder, name), { force: true });
  }
}

/** Gives a finished file its name, so that a power cut leaves it whole or not there. */
export async function putInPlace(part: string, file: string): Promise<void> {
  if (existsSync(file)) throw new Error(`${file} is there already`);
  await rename(part, file);
  const folder = await open(path.dirname(file), 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}

/** Removes the daily backups that are not to be kept; answers which are left. */
export async function removeOld(folder: string, keep: Keep): Promise<string[]> {
  const files = (await readdir(folder)).flatMap((name) => {
    const [, day, hours, minutes, seconds] = finished.exec(name) ?? [];
    return day ? [{ name, time: new Date(`${day}T${hours}:${minutes}:${seconds}Z`) }] : [];
  });
  const kept = whichToKeep(
    files.map(({ time }) => time),
    keep,
  );
  for (const { name, time } of files) {
    if (!kept.includes(time)) await rm(path.join(folder, name), { force: true });
  }
  return files.filter(({ time }) => kept.includes(time)).map(({ name }) => name);
}
