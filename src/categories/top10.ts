import type { EntityManager } from '@mikro-orm/postgresql';
import type { Mam, TrackerRow } from '../clients/mam/index.ts';
import { requestRun } from '../job/requests.ts';
import { sameWork } from '../library/match.ts';
import type { Release } from '../releases/facts.ts';
import { releaseFromRow } from '../releases/parse.ts';
import type { Policy } from '../settings/policy.ts';
import { type KnownWorks, readKnownWorks } from './known-works.ts';
import { listBook } from './list-book.ts';
import { readTies, type Tie } from './ours.ts';
import { type PassedOver, placesOf } from './places.ts';
import { knownCategories, noteCategories } from './seen.ts';
import { wantListed } from './want-listed.ts';

export type Placed = {
  place: number;
  title: string;
  author: string;
  snatches: number | null;
  outcome: 'wanted' | 'owned' | 'unsure' | 'listed' | 'in-another-chart';
  detail: string;
};

export type ChartReport = {
  categoryId: number;
  category: string;
  places: Placed[];
  passedOver: PassedOver[];
};
export type Top10Report = { charts: ChartReport[]; unknown: number[]; wanted: number };

type Context = { policy: Policy; platforms: readonly string[]; now: Date };
type Read = { categoryId: number; places: number; rows: TrackerRow[] };

const dayMs = 86_400_000;
const weekDays = 7;
/** One request a chart: room for what has no place in it. */
const rowsPerChart = 100;

/**
 * Reads the charts of the week, one request each, and makes their books wanted that are neither owned
 * nor listed. The week is that of the upload: how often something was snatched in a week the site does
 * not say. Throws ExternalError; then nothing is stored.
 */
export async function takeTop10(
  em: EntityManager,
  mam: Mam,
  context: Context,
): Promise<Top10Report> {
  const { policy, now } = context;
  const known = await knownCategories(em);
  const reads: Read[] = [];
  for (const { categoryId, places } of policy.top10.filter((one) => known.has(one.categoryId))) {
    const { rows } = await mam.search({
      text: '',
      categoryIds: [categoryId],
      sort: 'snatchedDesc',
      perPage: rowsPerChart,
      startDate: new Date(now.getTime() - weekDays * dayMs),
      endDate: new Date(now.getTime() + dayMs),
    });
    reads.push({ categoryId, places, rows });
  }
  const unknown = policy.top10.map(({ categoryId }) => categoryId).filter((id) => !known.has(id));
  const charts = await em.transactional((inner) => settleCharts(inner, reads, known, context));
  const wanted = charts.flatMap(({ places }) => places).filter(isWanted).length;
  return { charts, unknown, wanted };
}

async function settleCharts(
  em: EntityManager,
  reads: readonly Read[],
  names: ReadonlyMap<number, string>,
  context: Context,
): Promise<ChartReport[]> {
  const { policy, platforms, now } = context;
  await noteCategories(
    em,
    platforms,
    reads.flatMap(({ rows }) => rows),
  );
  const drawn = reads.map(({ categoryId, places, rows }) => {
    const { languages } = policy;
    const chart = placesOf(rows.map(releaseFromRow), { places, languages });
    return { categoryId, category: names.get(categoryId) ?? String(categoryId), ...chart };
  });
  const works = drawn.flatMap(({ places }) => places.map(({ release }) => release));
  const known = await readKnownWorks(em, works, { omnibusCovers: policy.omnibus === 'covers' });
  const tieOf = await readTies(em, works);
  const earlier: { category: string; release: Release }[] = [];
  const charts: ChartReport[] = [];
  for (const { categoryId, category, passedOver, places } of drawn) {
    const placed: Placed[] = [];
    for (const { place, release } of places) {
      const twin = earlier.find((one) => sameWork(one.release, release).same);
      const end = twin
        ? ({ outcome: 'in-another-chart', detail: `see ${twin.category}` } as const)
        : await settle(em, release, { known, tie: tieOf(release), now });
      const { title, authors, snatches } = release;
      placed.push({ place, title, author: authors.join(', '), snatches, ...end });
    }
    earlier.push(...places.map(({ release }) => ({ category, release })));
    charts.push({ categoryId, category, places: placed, passedOver });
  }
  if (charts.some(({ places }) => places.some(isWanted))) {
    await requestRun(em, { job: 'queue', cause: 'event', actor: null, input: {}, now });
  }
  return charts;
}

/** Owned? Else wanted, whatever its genre: here the list itself was asked for. */
async function settle(
  em: EntityManager,
  release: Release,
  { known, tie, now }: { known: KnownWorks; tie: Tie | null; now: Date },
): Promise<Pick<Placed, 'outcome' | 'detail'>> {
  const twin = known.find(release);
  if (twin?.kind === 'owned') return { outcome: 'owned', detail: twin.title };
  if (twin?.kind === 'listed') {
    const reason = await wantListed(em, twin.id);
    return reason === null
      ? { outcome: 'wanted', detail: 'was missing, now wanted' }
      : { outcome: 'listed', detail: reason };
  }
  const isWanted = twin === null;
  const status = isWanted ? 'identified' : 'unsure';
  const ownTie = tie?.isSure ? tie : null;
  const listing = { release, tie: ownTie, reason: 'top10', status, isWanted, now } as const;
  const id = await listBook(em, listing);
  if (id === null) return { outcome: 'listed', detail: 'listed under another title' };
  known.add({ id, title: release.title, work: release });
  if (twin) return { outcome: 'unsure', detail: `may be "${twin.title}": ask for it by hand` };
  return { outcome: 'wanted', detail: 'not owned' };
}

function isWanted({ outcome }: Placed): boolean {
  return outcome === 'wanted';
}
