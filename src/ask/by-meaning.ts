import type { EntityManager } from '@mikro-orm/postgresql';
import type { Embeddings } from '../clients/model/embeddings.ts';

const batch = 32;
const batchTimeoutMs = 60_000;
/** A person waits for it. */
const questionTimeoutMs = 2000;
const mostNear = 20;

/** How many passages have no vector of this model yet. */
export async function countUnplaced(em: EntityManager, { name }: Embeddings): Promise<number> {
  const [row] = await em.execute<[{ count: number }]>(
    'select count(*)::int as count from ask_chunks where vector_model is distinct from ?',
    [name],
  );
  return row.count;
}

/** Gives every passage its vector, some at a time, each lot kept as soon as it is there; answers how many. */
export async function placePassages(
  em: EntityManager,
  embeddings: Embeddings,
  signal: AbortSignal,
): Promise<number> {
  let placed = 0;
  while (!signal.aborted) {
    const chunks = await em.execute<{ id: number; heading: string; body: string }[]>(
      `select id, heading, body from ask_chunks where vector_model is distinct from ?
        order by id limit ${batch}`,
      [embeddings.name],
    );
    if (chunks.length === 0) break;
    const texts = chunks.map(({ heading, body }) => `${heading}\n${body}`);
    const vectors = await embeddings.embed(texts, batchTimeoutMs);
    const rows = chunks.map(({ id }, at) => ({ id, vector: vectors[at] ?? [] }));
    await em.execute(
      `update ask_chunks c set vector = n.vector, vector_model = ?
         from jsonb_to_recordset(?::jsonb) n (id int, vector real[]) where c.id = n.id`,
      [embeddings.name, JSON.stringify(rows)],
    );
    placed += chunks.length;
  }
  return placed;
}

/** The passages nearest to a question by their meaning. Throws ExternalError. */
export async function nearByMeaning(
  em: EntityManager,
  embeddings: Embeddings,
  question: string,
): Promise<number[]> {
  const [vector = []] = await embeddings.embed([question], questionTimeoutMs);
  const rows = await em.execute<{ id: number }[]>(
    `with asked as (
       select array(select value::real from jsonb_array_elements_text(?::jsonb)) as vector)
     select c.id from ask_chunks c, asked
      where c.vector_model = ? and cardinality(c.vector) = cardinality(asked.vector)
      order by (select sum(a * b) from unnest(c.vector, asked.vector) both_of (a, b)) desc, c.id
      limit ${mostNear}`,
    [JSON.stringify(vector), embeddings.name],
  );
  return rows.map(({ id }) => id);
}
