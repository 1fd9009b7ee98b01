import type { EntityManager } from '@mikro-orm/postgresql';
import { type Candidate, fuse, rank, type Term } from './rank.ts';
import type { Kind } from './sources.ts';
import { readTerms, type Terms } from './terms.ts';

export type Passage = {
  kind: Kind;
  label: string;
  heading: string;
  body: string;
  dated: Date | null;
};

export type Search = Pick<Terms, 'corrected'> & {
  /** The best first, whether or not they answer the question. */
  passages: Passage[];
  /** Whether the first one speaks of most of what was asked. */
  fits: boolean;
  /** No word of the question says what it is about. */
  isEmpty: boolean;
};

const mostCandidates = 300;
const mostPassages = 8;
/** A passage that speaks of less of the question than this answers another one. */
const leastShare = 0.4;

/** The passages nearest to a question; those near by meaning, of `byMeaning`, count as much as those by words. */
export async function findPassages(
  em: EntityManager,
  question: string,
  byMeaning: readonly number[] = [],
): Promise<Search> {
  const { terms, corrected } = await readTerms(em, question);
  const ranked = rank(await candidatesFor(em, terms), terms);
  const ids = ranked.map(({ id }) => id);
  const order = byMeaning.length > 0 ? fuse(ids, byMeaning) : ids;
  return {
    passages: await readPassages(em, order.slice(0, mostPassages)),
    fits: (ranked[0]?.share ?? 0) >= leastShare,
    isEmpty: terms.length === 0,
    corrected,
  };
}

async function candidatesFor(em: EntityManager, terms: readonly Term[]): Promise<Candidate[]> {
  const stems = [...new Set(terms.flatMap((term) => term.stems.map(({ stem }) => stem)))];
  return await em.execute<Candidate[]>(
    `with asked as (select value as stem from jsonb_array_elements_text(?::jsonb)),
     query as (
       select string_agg(nullif(plainto_tsquery('simple', stem)::text, ''), ' | ')::tsquery as any_of from asked)
     select c.id, d.weight, length(c.words) as size,
            (select jsonb_agg(jsonb_build_object('stem', w.lexeme, 'times', cardinality(w.positions),
                                                 'isInHeading', 'A' = any(w.weights)))
               from unnest(c.words) w where w.lexeme in (select stem from asked)) as hits
       from ask_chunks c join ask_documents d on d.id = c.document_id, query
      where c.words @@ query.any_of
      order by ts_rank_cd(c.words, query.any_of, 1) desc, c.id limit ${mostCandidates}`,
    [JSON.stringify(stems)],
  );
}

async function readPassages(em: EntityManager, ids: readonly number[]): Promise<Passage[]> {
  const rows = await em.execute<(Passage & { id: number })[]>(
    `select c.id, d.kind, d.label, c.heading, c.body, d.dated
       from ask_chunks c join ask_documents d on d.id = c.document_id
      where c.id in (select value::int from jsonb_array_elements_text(?::jsonb))`,
    [JSON.stringify(ids)],
  );
  const byId = new Map(rows.map(({ id, ...passage }) => [id, passage]));
  return ids.flatMap((id) => byId.get(id) ?? []);
}
