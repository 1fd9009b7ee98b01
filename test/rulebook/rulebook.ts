import type { EntityManager } from '@mikro-orm/postgresql';
import { findRulePage, type RulePage } from '../../src/rulebook/pages.ts';
import { readRulePage } from '../../src/rulebook/read-page.ts';
import { storePage, type StoreOutcome } from '../../src/rulebook/store-page.ts';

export const now = new Date('2026-06-15T12:00:00Z');
export const daysLater = (days: number) => new Date(now.getTime() + days * 86_400_000);

export const rules = findRulePage('/rules.php') as RulePage;
export const board = findRulePage('/f/b/18') as RulePage;

export const known = `1.1 One account
Each person has one account for life.
1.2 Ratio
Keep your ratio at 1.0 or more at all times.
1.3 Seeding
Seed each torrent for 72 hours within 30 days.`;

/** Brings a text as a new version of a page. */
export async function bring(
  em: EntityManager,
  text: string,
  changes: { page?: RulePage; isSure?: boolean; at?: Date } = {},
): Promise<StoreOutcome> {
  const { page = rules, isSure = false, at = now } = changes;
  const sections = readRulePage(text);
  const by = { source: 'import', actor: 'Ada', platforms: ['discord'] } as const;
  return await em.transactional((inner) =>
    storePage(inner, { page, sections, isSure, now: at, ...by }),
  );
}

/** The alerts raised, as `severity title`. */
export async function alerts(em: EntityManager): Promise<string[]> {
  const rows = await em.execute<{ alert: string }[]>(
    `select severity || ' ' || (reply ->> 'title') as alert from alerts order by id`,
  );
  return rows.map(({ alert }) => alert);
}
