import type { EntityManager } from '@mikro-orm/postgresql';
import type { Mam } from '../clients/mam/index.ts';
import { ExternalError, messageOf } from '../errors.ts';
import { fetchConsent } from './consent.ts';
import { type RulePage, rulePages } from './pages.ts';
import { readRulePage } from './read-page.ts';
import type { Section } from './sections.ts';
import { type NewPage, storePage } from './store-page.ts';
import { readRulesFolder } from './watch-folder.ts';

export type WatchReport = {
  changed: string[];
  unchanged: string[];
  /** What could not be read keeps its stored text; the reason stands here. */
  unread: { page: string; reason: string }[];
  notes: string[];
};

type WatchOptions = {
  mam: Mam | null;
  folder: string | undefined;
  fetches: boolean;
  platforms: readonly string[];
  now: Date;
  signal: AbortSignal;
};

/** Looks at every place rule pages come from by themselves: the watched folder, and the site where that is allowed. */
export async function watchRules(em: EntityManager, options: WatchOptions): Promise<WatchReport> {
  const report: WatchReport = { changed: [], unchanged: [], unread: [], notes: [] };
  const store = (page: RulePage, sections: Section[], source: NewPage['source']) =>
    note(em, report, { page, sections, source, actor: source, isSure: false, ...options });
  if (options.folder) {
    const { found, unreadable } = await readRulesFolder(options.folder);
    for (const { page, sections } of found) await store(page, sections, 'folder');
    report.unread.push(...unreadable.map(({ file, reason }) => ({ page: file, reason })));
  }
  if (!options.fetches) return report;
  if (!options.mam) report.notes.push('not fetched: the tracker is not configured');
  else if (!(await fetchConsent(em, options.now))) {
    report.notes.push('not fetched: an owner has to allow it ("rules action:allow-fetch")');
  } else await fetchAll(options.mam, report, options.signal, store);
  return report;
}

async function fetchAll(
  mam: Mam,
  report: WatchReport,
  signal: AbortSignal,
  store: (page: RulePage, sections: Section[], source: 'fetch') => Promise<void>,
): Promise<void> {
  for (const page of rulePages) {
    if (signal.aborted) return;
    try {
      await store(page, readRulePage(await mam.rulePage(page.path)), 'fetch');
    } catch (error) {
      report.unread.push({ page: page.path, reason: messageOf(error) });
      // A lost session or a site that asks to wait concerns all pages.
      const isOfPage = !(error instanceof ExternalError) || error.kind === 'refused';
      if (!isOfPage) return;
    }
  }
}

async function note(em: EntityManager, report: WatchReport, next: NewPage): Promise<void> {
  const outcome = await em.transactional((inner) => storePage(inner, next));
  const { path } = next.page;
  if (outcome.kind === 'unchanged') report.unchanged.push(path);
  else if (outcome.kind === 'unlike') {
    const share = Math.round(outcome.keptShare * 100);
    const reason = `only ${share} % of the known text is there: not taken for the page`;
    report.unread.push({ page: path, reason });
  } else report.changed.push(path);
}
