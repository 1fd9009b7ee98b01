import type { EntityManager } from '@mikro-orm/postgresql';
import { type Term, rarityOf } from './rank.ts';
import { hoursFor, sameWords, wordsOf } from './same-words.ts';
import { nearestWord } from './spelling.ts';

export type Terms = {
  terms: Term[];
  /** Words that no passage has, and what they were taken for. */
  corrected: { typed: string; taken: string }[];
};

const sameWeight = 0.7;

/** What a question looks for: its words by their stems, with others that mean the same and slips put right. */
export async function readTerms(em: EntityManager, question: string): Promise<Terms> {
  const words = wordsOf(question);
  const hours = hoursFor(question);
  const sameAs: SameAs = (word) => [...sameWords(word), ...(hours.get(word) ?? [])];
  const corrected: Terms['corrected'] = [];
  const [all, stems] = [await countChunks(em), await stemsOf(em, words, sameAs)];
  let forms: string[] | null = null;
  const terms: Term[] = [];
  const add = (typed: string, word: string) => {
    terms.push(termOf(typed, word, sameAs(word), stems, all));
  };
  for (const typed of words) {
    const own = stems.get(typed);
    // Without a stem it is a word such as "the".
    if (!own) continue;
    if (own.chunks > 0) {
      add(typed, typed);
      continue;
    }
    if (sameAs(typed).every((word) => !stems.get(word)?.chunks)) {
      forms ??= await writtenForms(em);
      const taken = nearestWord(typed, forms);
      if (taken !== null) {
        for (const [word, stem] of await stemsOf(em, [taken], sameAs)) stems.set(word, stem);
        corrected.push({ typed, taken });
        add(typed, taken);
        continue;
      }
    }
    add(typed, typed);
  }
  return { terms, corrected };
}

type Stem = { stem: string; chunks: number };
/** What else is looked for in place of a word. */
type SameAs = (word: string) => readonly string[];

function termOf(
  typed: string,
  word: string,
  others: readonly string[],
  stems: ReadonlyMap<string, Stem>,
  all: number,
): Term {
  const found = (one: string, weight: number) => {
    const stem = stems.get(one);
    return stem ? [{ ...stem, weight }] : [];
  };
  const own = found(word, 1);
  const same = others
    .flatMap((one) => found(one, sameWeight))
    .filter(({ stem }) => stem !== own[0]?.stem);
  const having = own[0]?.chunks || Math.max(0, ...same.map(({ chunks }) => chunks));
  return { typed, stems: [...own, ...same], rarity: rarityOf(having, all) };
}

async function countChunks(em: EntityManager): Promise<number> {
  const [row] = await em.execute<[{ count: number }]>(
    'select count(*)::int as count from ask_chunks',
  );
  return row.count;
}

/** The stems of words and of those that mean the same, with how many passages have each. */
async function stemsOf(
  em: EntityManager,
  words: readonly string[],
  sameAs: SameAs,
): Promise<Map<string, Stem>> {
  const asked = [...new Set(words.flatMap((word) => [word, ...sameAs(word)]))];
  const rows = await em.execute<(Stem & { word: string })[]>(
    `select a.word, l.lexeme as stem,
            (select count(*)::int from ask_chunks c
              where c.words @@ plainto_tsquery('simple', l.lexeme)) as chunks
       from jsonb_array_elements_text(?::jsonb) a (word),
            unnest(to_tsvector('english', a.word)) l`,
    [JSON.stringify(asked)],
  );
  return new Map(rows.map(({ word, stem, chunks }) => [word, { stem, chunks }]));
}

async function writtenForms(em: EntityManager): Promise<string[]> {
  const rows = await em.execute<{ word: string }[]>(
    `select word from ts_stat('select forms from ask_chunks') order by ndoc desc, word`,
  );
  return rows.map(({ word }) => word);
}
