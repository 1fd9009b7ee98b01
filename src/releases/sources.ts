import type { Mam } from '../clients/mam/index.ts';
import type { Prowlarr } from '../clients/prowlarr/index.ts';
import { ExternalError } from '../errors.ts';
import { foldName } from '../library/text.ts';
import type { Release } from './facts.ts';
import { releaseFromProwlarr } from './from-prowlarr.ts';
import { mergeReleases } from './same-release.ts';
import { searchReleases, type SearchWanted } from './search.ts';

/** Who is asked for releases; of what both have, that of the one that `comesFirst` counts. */
export type Sources = {
  mam: Mam | null;
  prowlarr: Prowlarr | null;
  comesFirst: 'mam' | 'prowlarr';
};

type SourceName = Sources['comesFirst'];

/** Those of the clients that are named. */
export function sourcesOf(
  names: readonly SourceName[],
  { mam, prowlarr }: Pick<Sources, 'mam' | 'prowlarr'>,
): Sources {
  return {
    mam: names.includes('mam') ? mam : null,
    prowlarr: names.includes('prowlarr') ? prowlarr : null,
    comesFirst: names[0] ?? 'mam',
  };
}

/** `away`: what kept a source from answering; the others have answered. */
export type Found = { releases: Release[]; away: string[] };

/** Every release that the sources have of a book; throws ExternalError when none of them answered. */
export async function searchSources(
  sources: Sources,
  book: SearchWanted,
  categoryIds: number[] = [],
): Promise<Found> {
  const { mam, prowlarr } = sources;
  const calls: Partial<Record<SourceName, Promise<Release[]>>> = {
    ...(mam ? { mam: searchReleases(mam, book, categoryIds) } : {}),
    // A result of Prowlarr has no category of the tracker.
    ...(prowlarr && categoryIds.length === 0 ? { prowlarr: askProwlarr(prowlarr, book) } : {}),
  };
  const ends = await Promise.allSettled(inOrder(sources).flatMap((name) => calls[name] ?? []));
  const faults = ends.flatMap((end) => (end.status === 'rejected' ? [end.reason as unknown] : []));
  const [own] = faults.filter((fault) => !(fault instanceof ExternalError));
  if (own !== undefined || (faults.length > 0 && faults.length === ends.length))
    throw own ?? faults[0];
  const lists = ends.flatMap((end) => (end.status === 'fulfilled' ? [end.value] : []));
  return { releases: mergeReleases(lists), away: faults.map((fault) => (fault as Error).message) };
}

/** What Prowlarr finds of a book beside what the tracker has told already. */
export async function addFromProwlarr(
  { prowlarr, comesFirst }: Sources & { prowlarr: Prowlarr },
  book: SearchWanted,
  told: readonly Release[],
): Promise<Release[]> {
  const found = await askProwlarr(prowlarr, book);
  return mergeReleases(comesFirst === 'mam' ? [told, found] : [found, told]);
}

/** Throws ExternalError. */
export async function askProwlarr(prowlarr: Prowlarr, book: SearchWanted): Promise<Release[]> {
  const text = prowlarrText(book);
  return text === '' ? [] : (await prowlarr.search(text)).map(releaseFromProwlarr);
}

/** Title without subtitle and brackets, and the surname of the author: an indexer wants every word. */
export function prowlarrText({ title, authors }: SearchWanted): string {
  const [main = title] = title.replaceAll(/[([][^()[\]]*[)\]]/g, ' ').split(/:\s/);
  const surname =
    foldName(authors[0] ?? '')
      .split(' ')
      .at(-1) ?? '';
  return [main, surname].join(' ').replaceAll(/\s+/g, ' ').trim();
}

function inOrder({ comesFirst }: Sources): SourceName[] {
  return comesFirst === 'mam' ? ['mam', 'prowlarr'] : ['prowlarr', 'mam'];
}
