import type { EntityManager } from '@mikro-orm/postgresql';
import { freshState } from '../account/guard.ts';
import { readLedger } from '../account/ledger.ts';
import { UserError } from '../errors.ts';
import type { WorkKey } from '../library/match.ts';
import type { Services } from '../services.ts';
import { categoryIds } from './categories.ts';
import { type ListOptions, narrow } from './filter.ts';
import { judgedRows } from './listing.ts';
import { ownedEditions } from './owned.ts';
import { pick } from './pick.ts';
import { type ReleaseView, viewOf } from './release-view.ts';
import { blockedReleases, saveReleases } from './save.ts';
import type { SearchWanted } from './search.ts';
import { searchSources } from './sources.ts';

export type LookUpServices = Pick<Services, 'sources' | 'policy'>;
/** `away`: what kept a source from answering. */
export type ReleaseList = { rows: ReleaseView[]; total: number; away: string[] };

/** What the tracker has for a title, each release with all that speaks for and against it. */
export async function searchTracker(
  em: EntityManager,
  services: LookUpServices,
  { title, ...options }: ListOptions & { title: string },
  now: Date,
): Promise<ReleaseList> {
  const asked = { title, authors: options.author ? [options.author] : [] };
  return await lookUp(em, services, { asked, work: null, isOneBook: false, options, now });
}

export type LookUp = {
  asked: SearchWanted;
  /** The book that is looked for; null when the words of the search are all that is known. */
  work: WorkKey | null;
  /** Leaves out what is another book. */
  isOneBook: boolean;
  options: ListOptions;
  now: Date;
};

/** One search of the tracker, judged, filtered and cut into pages; the rows of a page are stored as seen. */
export async function lookUp(
  em: EntityManager,
  services: LookUpServices,
  { asked, work, isOneBook, options, now }: LookUp,
): Promise<ReleaseList> {
  const { sources } = services;
  if (!sources.mam && !sources.prowlarr) {
    throw new UserError('conflict', 'The tracker is not configured.', 'Set MAM_ID.');
  }
  const category = options.category === undefined ? [] : categoryIds(options.category);
  const { releases, away } = await searchSources(sources, asked, category);
  const policy = await services.policy(em);
  const ledger = await readLedger(em);
  const account = freshState(ledger.account, policy.readingStaleMinutes, now);
  const blocked = await blockedReleases(em);
  const wanted = work ?? { ...asked, authors: authorsOf(asked, releases), series: [] };
  const choice = pick({ wanted, releases, policy, account, now, blocked });
  const ownedAs = await ownedEditions(em, releases);
  const all = judgedRows(choice, { policy, ledger, account, now, ownedAs });
  const rows = narrow(isOneBook ? all.filter(isOfThisBook) : all, options);
  const page = rows.slice(options.offset, options.offset + options.limit);
  const ids = await saveReleases(
    em,
    page.map(({ release }) => release),
    now,
  );
  return { rows: page.map((row, index) => viewOf(row, ids[index] ?? 0)), total: rows.length, away };
}

/** Without a named author the title decides. */
function authorsOf(asked: SearchWanted, releases: readonly { authors: string[] }[]) {
  return asked.authors.length > 0 ? asked.authors : releases.flatMap((one) => one.authors);
}

function isOfThisBook({ rejections }: { rejections: readonly { rule: string }[] }): boolean {
  return rejections.every(({ rule }) => rule !== 'other-work' && rule !== 'other-position');
}
