import type { EntityManager } from '@mikro-orm/postgresql';
import { raise } from '../alerts/raise.ts';
import { rulesChanged } from '../alerts/words/rules.ts';
import { storableJson } from '../storable.ts';
import { diffPage, type PageDiff } from './diff.ts';
import { type RulePage, rulePages } from './pages.ts';
import type { Section } from './sections.ts';

export type StoredPage = {
  id: number;
  path: string;
  version: number;
  sections: Section[];
  changes: PageDiff['sections'];
  source: 'import' | 'folder' | 'fetch';
  imported_by: string;
  created_at: Date;
  seen_at: Date;
  acknowledged_by: string | null;
};

export type NewPage = {
  page: RulePage;
  sections: Section[];
  source: StoredPage['source'];
  actor: string;
  /** A person looked and says that this is the page, however little of it is known. */
  isSure: boolean;
  platforms: readonly string[];
  now: Date;
};

export type StoreOutcome =
  | { kind: 'first' | 'unchanged'; version: number }
  | { kind: 'changed'; version: number; added: number; removed: number }
  /** Too little of the known text is there: half a page, another page, an error. */
  | { kind: 'unlike'; version: number; keptShare: number };

/** Less of the known text than this is no new version of the page, but a page that could not be read. */
const leastKeptShare = 0.6;
const rulebookLock = 7_266_009;

/**
 * Stores a page as a new version when its text differs from the last one, and tells the difference
 * once. What does not look like the known page changes nothing.
 */
export async function storePage(em: EntityManager, next: NewPage): Promise<StoreOutcome> {
  await em.execute('select pg_advisory_xact_lock(?)', [rulebookLock]);
  const last = await latestPage(em, next.page);
  if (!last) {
    await insertVersion(em, next, 1, []);
    return { kind: 'first', version: 1 };
  }
  const diff = diffPage(last.sections, next.sections);
  if (diff.sections.length === 0) {
    await em.execute('update rule_pages set seen_at = ? where id = ?', [next.now, last.id]);
    return { kind: 'unchanged', version: last.version };
  }
  if (diff.keptShare < leastKeptShare && !next.isSure) {
    return { kind: 'unlike', version: last.version, keptShare: diff.keptShare };
  }
  const version = last.version + 1;
  await insertVersion(em, next, version, diff.sections);
  await raise(em, next.platforms, {
    key: `rules:${next.page.path}:${version}`,
    ...rulesChanged(next.page, version, diff.sections),
  });
  const count = (of: 'added' | 'removed') =>
    diff.sections.reduce((sum, section) => sum + section[of].length, 0);
  return { kind: 'changed', version, added: count('added'), removed: count('removed') };
}

/** The newest version of a page; null before the first. */
export async function latestPage(em: EntityManager, page: RulePage): Promise<StoredPage | null> {
  const rows = await em.execute<StoredPage[]>(
    'select * from rule_pages where path = ? order by version desc limit 1',
    [page.path],
  );
  return rows[0] ?? null;
}

async function insertVersion(
  em: EntityManager,
  { page, sections, source, actor, now }: NewPage,
  version: number,
  changes: PageDiff['sections'],
): Promise<void> {
  await em.execute(
    `insert into rule_pages (path, version, sections, changes, source, imported_by, created_at, seen_at)
     values (?, ?, ?::jsonb, ?::jsonb, ?, ?, ?, ?)`,
    [page.path, version, storableJson(sections), storableJson(changes), source, actor, now, now],
  );
  await insertRuleVersion(em, now);
}

/** One row for each state of the whole rulebook: which version of which page it is made of. */
async function insertRuleVersion(em: EntityManager, now: Date): Promise<void> {
  const paths = rulePages.map(({ path }) => path);
  await em.execute(
    `insert into mam_rules (effective_date, created_at, rules_json)
     select ?, ?, jsonb_object_agg(path, jsonb_build_object('version', version, 'sections', sections))
       from (select distinct on (path) path, version, sections from rule_pages
              where path in (?) order by path, version desc) latest`,
    [now, now, paths],
  );
}
