import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import type { EntityManager } from '@mikro-orm/postgresql';
import { type RulePage, rulePages } from '../rulebook/pages.ts';
import type { Section } from '../rulebook/sections.ts';
import { type Part, partsOfSections } from './parts.ts';
import { readMarkdown } from './read-markdown.ts';
import { readSettings } from './read-settings.ts';

/** Notes lie in a folder, imported ones in the database. */
export type Kind = 'rules' | 'notes' | 'imported' | 'bot';

/** A document that questions are answered from. */
export type Source = {
  key: string;
  kind: Kind;
  /** What people call it. */
  label: string;
  /** How much a passage of it counts beside the tracker's own pages. */
  weight: number;
  /** Since when it says what it says; null where nobody knows. */
  dated: Date | null;
  /** Differs when the text does. */
  mark: string;
  /** Throws UserError for what cannot be read as a text. */
  read: () => Promise<Part[]>;
};

type Row = { path: string; version: number; created_at: Date };

/** The newest version of each stored rule page. */
export async function ruleSources(em: EntityManager): Promise<Source[]> {
  const rows = await em.execute<Row[]>(
    `select distinct on (path) path, version, created_at from rule_pages order by path, version desc`,
  );
  return rows.flatMap(({ path, version, created_at }) => {
    const page = rulePages.find((one) => one.path === path);
    return page ? [ruleSource(em, page, { version, dated: created_at })] : [];
  });
}

function ruleSource(
  em: EntityManager,
  { path, label, isBinding }: RulePage,
  { version, dated }: { version: number; dated: Date },
): Source {
  return {
    key: `rules:${path}`,
    kind: 'rules',
    label,
    weight: isBinding ? 1 : 0.7,
    dated,
    mark: `version ${version}`,
    async read() {
      const [row] = await em.execute<{ sections: Section[] }[]>(
        'select sections from rule_pages where path = ? and version = ?',
        [path, version],
      );
      return partsOfSections(row?.sections ?? []);
    },
  };
}

const root = new URL('../../', import.meta.url);

/** What tells how this program is used comes before why it is as it is. */
const ownFiles: Readonly<Record<string, number>> = {
  'README.md': 0.4,
  '.env.example': 0.4,
  'docs/reference.md': 0.4,
  'docs/operating.md': 0.4,
  'docs/alerts.md': 0.4,
  'docs/decisions.md': 0.27,
};

/** What this program says of itself: its documents, commands and settings. */
export async function ownSources(): Promise<Source[]> {
  return await Promise.all(Object.entries(ownFiles).map(ownSource));
}

async function ownSource([file, weight]: [string, number]): Promise<Source> {
  const text = await readFile(new URL(file, root), 'utf8');
  return {
    key: `bot:${file}`,
    kind: 'bot',
    label: `Shelfwarden ${file}`,
    weight,
    dated: null,
    mark: createHash('sha256').update(text).digest('hex'),
    read: async () => (file.endsWith('.md') ? readMarkdown(text) : readSettings(text)),
  };
}
