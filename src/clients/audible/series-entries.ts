import type { Api } from './api.ts';
import * as schema from './schema.ts';

export type SeriesEntry = {
  asin: string;
  /** As sent: "1", "0.5", "1-2" for an omnibus, "" for an unnumbered companion. */
  position: string;
  /** Display order only. */
  sort: number | null;
};

export type SeriesEntries = {
  title: string | null;
  entries: SeriesEntry[];
  /** Relations that could not be read; each may hide a book of the series. */
  droppedRows: number;
};

export async function seriesEntries(api: Api, seriesAsin: string): Promise<SeriesEntries> {
  const unknown = { title: null, entries: [], droppedRows: 0 };
  if (!schema.asin.safeParse(seriesAsin).success) return unknown;
  const query = { response_groups: 'product_desc,relationships' };
  const answer = await api.jsonIfFound(`products/${seriesAsin}`, query, schema.seriesAnswer);
  if (answer === null) return unknown;
  return { title: answer.product.title, ...parseRelationships(answer.product.relationships ?? []) };
}

/** The books below a series product; its parts, seasons and the wider series above are left out. */
export function parseRelationships(rows: unknown[]): Omit<SeriesEntries, 'title'> {
  const entries: SeriesEntry[] = [];
  let droppedRows = 0;
  for (const row of rows) {
    const relation = schema.relationship.safeParse(row).data;
    if (relation === undefined) {
      droppedRows += 1;
      continue;
    }
    if (relation.relationship_to_product !== 'child') continue;
    if (relation.relationship_type !== 'series') continue;
    entries.push({ asin: relation.asin, position: relation.sequence, sort: relation.sort });
  }
  return { entries, droppedRows };
}
