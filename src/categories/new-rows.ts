import type { Mam, TrackerRow } from '../clients/mam/index.ts';

export type NewRows = {
  rows: TrackerRow[];
  requests: number;
  /** Rows nobody could read. */
  dropped: number;
  /** Uploads of this time that were not looked at because that would have been too many requests. */
  unread: number;
};

const rowsPerPage = 100;
/** Of one look: about a fortnight of the site, a tenth of a day's searches. */
const mostPages = 30;

/**
 * The audiobooks of all categories that were uploaded since a day and have a higher number than
 * `seenId`, newest first, in as few requests as there are hundreds of them. Throws ExternalError.
 */
export async function readNewRows(
  mam: Mam,
  since: { startDate: Date; seenId: number | null },
): Promise<NewRows> {
  const { startDate, seenId } = since;
  const byId = new Map<number, TrackerRow>();
  const found: NewRows = { rows: [], requests: 0, dropped: 0, unread: 0 };
  for (let start = 0; found.requests < mostPages; ) {
    const query = { text: '', sort: 'dateDesc', perPage: rowsPerPage, startDate, start };
    const page = await mam.search(query);
    found.requests += 1;
    found.dropped += page.droppedRows;
    start += page.rawRows;
    found.unread = Math.max(0, page.found - start);
    const fresh = page.rows.filter(({ id }) => seenId === null || id > seenId);
    for (const row of fresh) byId.set(row.id, row);
    const isKnownFromHere = page.rows.length > 0 && fresh.length === 0;
    if (isKnownFromHere) found.unread = 0;
    if (isKnownFromHere || page.rawRows === 0 || start >= page.found) break;
  }
  return { ...found, rows: [...byId.values()] };
}
