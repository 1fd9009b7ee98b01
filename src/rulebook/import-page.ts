import type { EntityManager } from '@mikro-orm/postgresql';
import { UserError } from '../errors.ts';
import type { RulePage } from './pages.ts';
import { readRulePage } from './read-page.ts';
import { type NewPage, type StoreOutcome, storePage } from './store-page.ts';
import { readRuleFile } from './watch-folder.ts';

type Source = { text: string | undefined; file: string | undefined; folder: string | undefined };
type By = Pick<NewPage, 'actor' | 'isSure' | 'platforms' | 'now'>;

/** Stores a page a person brings, as text or as a file of RULES_DIR; `asks` when neither was given. */
export async function importPage(
  em: EntityManager,
  page: RulePage,
  { text, file, folder }: Source,
  by: By,
): Promise<StoreOutcome | { kind: 'asks' }> {
  if (text === undefined && file === undefined) return { kind: 'asks' };
  const content = text ?? (await readRuleFile(folderOf(folder), file ?? ''));
  return await storePage(em, { page, sections: readRulePage(content), source: 'import', ...by });
}

function folderOf(folder: string | undefined): string {
  if (folder) return folder;
  throw new UserError('bad_input', 'RULES_DIR is not set.', 'Paste the text of the page instead.');
}
