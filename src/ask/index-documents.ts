import type { EntityManager } from '@mikro-orm/postgresql';
import { UserError } from '../errors.ts';
import { storable, storableJson } from '../storable.ts';
import { type Chunk, chunksOf } from './chunks.ts';
import type { Kind, Source } from './sources.ts';

export type IndexReport = {
  read: string[];
  removed: string[];
  /** What cannot be read keeps the passages it had. */
  unreadable: { label: string; reason: string }[];
};

/** Goes into every mark: another number has all documents read again. */
const form = 1;
const indexLock = 7_266_023;

/**
 * Brings the passages of these kinds of documents up to date with their sources. What has not changed
 * costs one query; two processes do it one after the other.
 */
export async function bringUpToDate(
  em: EntityManager,
  kinds: readonly Kind[],
  sources: readonly Source[],
  now: Date,
): Promise<IndexReport> {
  const report: IndexReport = { read: [], removed: [], unreadable: [] };
  if (!(await isOutOfDate(em, kinds, sources))) return report;
  await em.transactional(async (inner) => {
    await inner.execute('select pg_advisory_xact_lock(?)', [indexLock]);
    const known = await knownMarks(inner, kinds);
    for (const source of sources) {
      if (known.get(source.key) !== markOf(source)) await readSource(inner, source, now, report);
    }
    const present = new Set(sources.map(({ key }) => key));
    const gone = [...known.keys()].filter((key) => !present.has(key));
    for (const key of gone) await inner.execute('delete from ask_documents where key = ?', [key]);
    report.removed.push(...gone);
  });
  return report;
}

/** Whether a document is new, another one or gone. */
export async function isOutOfDate(
  em: EntityManager,
  kinds: readonly Kind[],
  sources: readonly Source[],
): Promise<boolean> {
  const known = await knownMarks(em, kinds);
  return known.size !== sources.length || sources.some((one) => known.get(one.key) !== markOf(one));
}

function markOf({ mark, weight, label }: Source): string {
  return `${form} ${weight} ${label} ${mark}`;
}

async function knownMarks(em: EntityManager, kinds: readonly Kind[]): Promise<Map<string, string>> {
  const rows = await em.execute<{ key: string; mark: string }[]>(
    'select key, mark from ask_documents where kind in (?)',
    [kinds],
  );
  return new Map(rows.map(({ key, mark }) => [key, mark]));
}

async function readSource(
  em: EntityManager,
  source: Source,
  now: Date,
  report: IndexReport,
): Promise<void> {
  try {
    const chunks = chunksOf(await source.read());
    const id = await storeDocument(em, source, null, now);
    await storeChunks(em, id, chunks);
    report.read.push(source.label);
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    await storeDocument(em, source, error.message, now);
    report.unreadable.push({ label: source.label, reason: error.message });
  }
}

async function storeDocument(
  em: EntityManager,
  source: Source,
  problem: string | null,
  now: Date,
): Promise<number> {
  const { key, kind, label, weight, dated } = source;
  const [row] = await em.execute<[{ id: number }]>(
    `insert into ask_documents (key, kind, label, weight, dated, mark, problem, indexed_at)
     values (?, ?, ?, ?, ?, ?, ?, ?)
     on conflict (key) do update set label = excluded.label, weight = excluded.weight, dated = excluded.dated,
       mark = excluded.mark, problem = excluded.problem, indexed_at = excluded.indexed_at
     returning id`,
    [key, kind, storable(label), weight, dated, markOf(source), problem && storable(problem), now],
  );
  return row.id;
}

async function storeChunks(
  em: EntityManager,
  document: number,
  chunks: readonly Chunk[],
): Promise<void> {
  await em.execute('delete from ask_chunks where document_id = ?', [document]);
  await em.execute(
    `insert into ask_chunks (document_id, position, heading, body)
     select ?, at, chunk ->> 'heading', chunk ->> 'body'
       from jsonb_array_elements(?::jsonb) with ordinality all_chunks (chunk, at)`,
    [document, storableJson(chunks)],
  );
}
