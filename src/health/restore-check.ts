import { restoreProblem } from '../replacing/place-of.ts';
import type { Services } from '../services.ts';
import type { Problem } from './problems.ts';

/** A restore area that no edition can be renamed into keeps every one from being replaced. */
export async function restoreProblems({ config }: Pick<Services, 'config'>): Promise<Problem[]> {
  const { LIBRARY_PATH: library, RESTORE_DIR: folder } = config.settings;
  const problem = library ? await restoreProblem(folder, library) : null;
  if (!problem) return [];
  const text = `${problem}: no edition can be replaced`;
  const hint = 'set RESTORE_DIR to a folder beside the library, on its file system';
  return [{ area: 'restore area', severity: 'warning', text, hint }];
}
