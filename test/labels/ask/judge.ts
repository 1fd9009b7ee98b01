import type { EntityManager } from '@mikro-orm/postgresql';
import { bringUpToDate } from '../../../src/ask/index-documents.ts';
import { findPassages, type Passage, type Search } from '../../../src/ask/find-passages.ts';
import { readMarkdown } from '../../../src/ask/read-markdown.ts';
import { ownSources, ruleSources, type Source } from '../../../src/ask/sources.ts';
import { findRulePage } from '../../../src/rulebook/pages.ts';
import { readRulePage } from '../../../src/rulebook/read-page.ts';
import { storePage } from '../../../src/rulebook/store-page.ts';
import { note, pages } from './pages.ts';

export type Question = { question: string; accepted: string[] };
export type Judged = Question & { search: Search; place: number | null; isRight: boolean };

const now = new Date('2026-06-15T12:00:00Z');

export function readQuestions(text: string): Question[] {
  return text
    .split('\n')
    .filter((line) => line.includes('=>'))
    .map((line) => {
      const [question = '', accepted = ''] = line.split('=>').map((part) => part.trim());
      return { question, accepted: accepted.split('||').map((one) => one.trim()) };
    });
}

/** Stores the invented pages, the note and the program's own documents. */
export async function stockPages(em: EntityManager): Promise<void> {
  for (const [path, text] of Object.entries(pages)) {
    const page = findRulePage(path);
    if (!page) throw new Error(`${path} is no rule page`);
    const by = { source: 'import', actor: 'Ada', isSure: false, platforms: [], now } as const;
    await em.transactional((inner) =>
      storePage(inner, { page, sections: readRulePage(text), ...by }),
    );
  }
  const notes: Source = {
    key: 'notes:habits.md',
    kind: 'notes',
    label: 'habits.md',
    weight: 1,
    dated: now,
    mark: '1',
    read: async () => readMarkdown(note),
  };
  const sources = [...(await ruleSources(em)), ...(await ownSources()), notes];
  await bringUpToDate(em, ['rules', 'bot', 'notes'], sources, now);
}

export async function judge(em: EntityManager, one: Question): Promise<Judged> {
  const search = await findPassages(em, one.question);
  const isNothing = one.accepted.includes('nothing');
  const at = search.passages.findIndex((passage) => isAccepted(passage, one.accepted));
  const place = at < 0 || !search.fits ? null : at + 1;
  return { ...one, search, place, isRight: isNothing ? !search.fits : place === 1 };
}

/** Every word of the label stands in the passage's document or heading, in this order of characters for each. */
function isAccepted({ label, heading }: Passage, accepted: readonly string[]): boolean {
  const where = `${label} ${heading}`.toLowerCase();
  return accepted.some((words) =>
    words
      .toLowerCase()
      .split(/\s+/)
      .every((word) => where.includes(word)),
  );
}
