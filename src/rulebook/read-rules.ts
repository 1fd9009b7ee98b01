import type { EntityManager } from '@mikro-orm/postgresql';
import { UserError } from '../errors.ts';
import type { ChangedSection } from './diff.ts';
import { findRulePage, type RulePage, rulePages } from './pages.ts';
import type { Section } from './sections.ts';
import { latestPage } from './store-page.ts';

export type PageState = {
  page: string;
  label: string;
  version: number | null;
  changedAt: Date | null;
  seenAt: Date | null;
  source: string | null;
  isAcknowledged: boolean | null;
};

/** The page a person named; throws UserError that lists the seven. */
export function namedPage(text: string): RulePage {
  const page = findRulePage(text);
  if (page) return page;
  throw new UserError(
    'not_found',
    `There is no rule page "${text.slice(0, 60)}".`,
    `Pages: ${rulePages.map(({ path }) => path).join(', ')}`,
  );
}

/** Every page with the version that is stored, and those of which nothing is known. */
export async function listRulePages(em: EntityManager): Promise<PageState[]> {
  const states: PageState[] = [];
  for (const page of rulePages) {
    const stored = await latestPage(em, page);
    states.push({
      page: page.path,
      label: page.label,
      version: stored?.version ?? null,
      changedAt: stored?.created_at ?? null,
      seenAt: stored?.seen_at ?? null,
      source: stored?.source ?? null,
      isAcknowledged: stored && (stored.version === 1 || stored.acknowledged_by !== null),
    });
  }
  return states;
}

export type Rulebook = { version: number; since: Date };

/** The newest state of the whole rulebook; null before the first page. */
export async function latestRulebook(em: EntityManager): Promise<Rulebook | null> {
  const [row] = await em.execute<{ rule_version: number; effective_date: Date }[]>(
    'select rule_version, effective_date from mam_rules order by rule_version desc limit 1',
  );
  return row ? { version: row.rule_version, since: row.effective_date } : null;
}

/** The stored text of a page; throws UserError when there is none. */
export async function readPage(
  em: EntityManager,
  page: RulePage,
): Promise<{ version: number; sections: Section[]; changes: ChangedSection[] }> {
  const stored = await latestPage(em, page);
  if (stored) return stored;
  throw new UserError(
    'not_found',
    `Nothing is stored of ${page.label}.`,
    `Copy the page and use "rules action:import page:${page.path} text:…".`,
  );
}

/** Somebody has read the newest version; false when it was marked before. */
export async function acknowledge(
  em: EntityManager,
  page: RulePage,
  actor: string,
  now: Date,
): Promise<boolean> {
  const result = await em.execute<{ affectedRows: number }>(
    `update rule_pages set acknowledged_by = ?, acknowledged_at = ?
      where acknowledged_by is null and id =
        (select id from rule_pages where path = ? order by version desc limit 1)`,
    [actor, now, page.path],
    'run',
  );
  return result.affectedRows === 1;
}

export type Passage = { page: string; title: string; text: string };

/** Sections of the stored pages that hold the words, the best first. */
export async function searchRules(em: EntityManager, words: string): Promise<Passage[]> {
  return await em.execute<Passage[]>(
    `with latest as (
       select distinct on (path) path, sections from rule_pages order by path, version desc),
     parts as (
       select path as page, s ->> 'title' as title,
              (select string_agg(line, ' ') from jsonb_array_elements_text(s -> 'lines') line) as text
         from latest, jsonb_array_elements(sections) s),
     found as (
       select page, title, text, websearch_to_tsquery('english', ?) as asked,
              to_tsvector('english', concat_ws(' ', title, text)) as held
         from parts)
     select page, title, left(text, 600) as text from found
      where held @@ asked order by ts_rank(held, asked) desc limit 5`,
    [words],
  );
}
