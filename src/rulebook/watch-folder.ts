import { lstat, readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { messageOf, UserError } from '../errors.ts';
import { findRulePage, type RulePage } from './pages.ts';
import { readRulePage } from './read-page.ts';
import type { Section } from './sections.ts';

const mostBytes = 5 * 1024 * 1024;
const mostFiles = 200;

export type FoundPage = { page: RulePage; sections: Section[]; file: string };
export type FolderPages = { found: FoundPage[]; unreadable: { file: string; reason: string }[] };

/** The pages that stand in a folder under their names (`rules.html`, `faq.txt`, …); other files are left alone. */
export async function readRulesFolder(folder: string): Promise<FolderPages> {
  const result: FolderPages = { found: [], unreadable: [] };
  const files = (await readdir(folder)).sort().slice(0, mostFiles);
  for (const file of files) {
    const page = findRulePage(path.parse(file).name);
    if (!page) continue;
    try {
      const content = await readRuleFile(folder, file);
      result.found.push({ page, sections: readRulePage(content), file });
    } catch (error) {
      result.unreadable.push({ file, reason: messageOf(error) });
    }
  }
  return result;
}

/** The content of one plain file directly inside the folder; throws UserError for a path, a link or a folder. */
export async function readRuleFile(folder: string, name: string): Promise<string> {
  const isPlain = name === path.basename(name) && !['', '.', '..'].includes(name);
  const stat = isPlain ? await lstat(path.join(folder, name)).catch(() => null) : null;
  if (!stat?.isFile()) {
    throw new UserError(
      'not_found',
      `RULES_DIR has no file "${name.slice(0, 80)}".`,
      'Name a file that stands directly in that folder.',
    );
  }
  if (stat.size > mostBytes) {
    throw new UserError(
      'bad_input',
      `"${name}" is longer than 5 MB.`,
      'Save the page itself only.',
    );
  }
  return await readFile(path.join(folder, name), 'utf8');
}
