import { lstat, readdir } from 'node:fs/promises';
import path from 'node:path';
import { findRulePage } from '../rulebook/pages.ts';
import { readRuleFile } from '../rulebook/watch-folder.ts';
import { readNote } from './read-note.ts';
import type { Source } from './sources.ts';

const readable = /\.(?:md|txt|html?)$/i;
const mostFiles = 200;

/** The texts of RULES_DIR that are not one of the rule pages: guides and notes a person put there. */
export async function noteSources(folder: string | undefined): Promise<Source[]> {
  if (!folder) return [];
  const names = (await readdir(folder)).filter(
    (name) => readable.test(name) && !findRulePage(path.parse(name).name),
  );
  const sources = names
    .sort()
    .slice(0, mostFiles)
    .map((name) => noteSource(folder, name));
  return (await Promise.all(sources)).filter((one) => one !== null);
}

/** Null for what is no plain file. */
async function noteSource(folder: string, name: string): Promise<Source | null> {
  const stat = await lstat(path.join(folder, name)).catch(() => null);
  if (!stat?.isFile()) return null;
  return {
    key: `notes:${name}`,
    kind: 'notes',
    label: name,
    weight: 1,
    dated: stat.mtime,
    mark: `${stat.size} bytes of ${stat.mtimeMs}`,
    read: async () => readNote(name, await readRuleFile(folder, name)),
  };
}
