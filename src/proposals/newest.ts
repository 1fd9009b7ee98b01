import type { EntityManager } from '@mikro-orm/postgresql';
import type { Mam, TrackerRow } from '../clients/mam/index.ts';
import { askedWork } from '../library/wanted-work.ts';
import { attribute } from '../releases/attribute.ts';
import { releaseFromRow } from '../releases/parse.ts';
import { readSearchState, storeNewest } from './search-state.ts';
import { wantSuperior } from './superior-arrivals.ts';
import { makeDue, searchableBooks } from './wanted-books.ts';

const rowsPerPage = 100;
/** What is older was missed by being away; its books come up in their week. */
const mostPages = 3;
/** Whoever asks for the job again and again does not ask the tracker as often. */
const restMs = 10 * 60_000;

/**
 * Looks through the newest audiobooks of the tracker once for all wanted books, and has those that one
 * of them may be, and owned ones that one of them is superior to, searched in this run. One request as a rule; answers how many books that are. Throws
 * ExternalError.
 */
export async function pollNewest(
  em: EntityManager,
  mam: Mam,
  { languages, now }: { languages: readonly string[]; now: Date },
): Promise<number> {
  const { newestTrackerId, newestReadAt } = await readSearchState(em);
  if (newestReadAt && now.getTime() - newestReadAt.getTime() < restMs) return 0;
  const wanted = await searchableBooks(em, now);
  if (wanted.length === 0) return 0;
  const rows = await readNewest(mam, newestTrackerId);
  const books = wanted.map((missing) => {
    const { seriesName: name, seriesNumber: position } = missing;
    const series = name ? [{ name, position: position ?? null }] : [];
    return { id: missing.id, work: { ...askedWork(missing), series } };
  });
  const releases = rows.map(releaseFromRow);
  const found = [...attribute(books, releases)];
  await em.transactional(async (inner) => {
    await makeDue(inner, found, now);
    await wantSuperior(inner, releases, { languages, now });
    const ids = rows.map(({ id }) => id);
    await storeNewest(inner, ids.length > 0 ? Math.max(...ids) : null, now);
  });
  return found.length;
}

/** What came since the last look, newest first; at the first look a page of it. */
async function readNewest(mam: Mam, seenId: number | null): Promise<TrackerRow[]> {
  const rows: TrackerRow[] = [];
  let start = 0;
  for (let page = 1; page <= mostPages; page += 1) {
    const answer = await mam.search({ text: '', sort: 'dateDesc', perPage: rowsPerPage, start });
    const fresh = answer.rows.filter(({ id }) => seenId === null || id > seenId);
    rows.push(...fresh);
    start += answer.rawRows;
    const isReached = seenId === null || fresh.length < answer.rows.length;
    if (isReached || answer.rawRows === 0 || start >= answer.found) break;
  }
  return rows;
}
