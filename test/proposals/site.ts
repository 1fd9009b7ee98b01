import type { EntityManager } from '@mikro-orm/postgresql';
import type { Mam, TrackerRow } from '../../src/clients/mam/index.ts';
import { searchText } from '../../src/clients/mam/query.ts';
import type { Sources } from '../../src/releases/sources.ts';
import type { Policy } from '../../src/settings/policy.ts';
import { now, policy } from './builders.ts';

/** A tracker with these rows, which may change while it runs; it counts what it is asked. */
export function createSite(rows: TrackerRow[]) {
  const searches: { text: string; categoryIds?: number[] | undefined }[] = [];
  const search: Mam['search'] = async (query) => {
    searches.push(query);
    return { rows, found: rows.length, rawRows: rows.length, start: 0, droppedRows: 0 };
  };
  const releaseById = async (id: number) => rows.find((row) => row.id === id) ?? null;
  return { rows, searches, mam: { search, searchText, releaseById } as unknown as Mam };
}

/** What operations get to use in a test of proposals. */
export function servicesWith(mam: Mam, em: () => EntityManager, rules: Partial<Policy> = {}) {
  const own = { ...policy, ...rules };
  return {
    mam,
    sources: only(mam),
    em,
    now: () => now,
    platforms: ['discord'],
    policy: async () => own,
  };
}

/** The tracker as the one source of releases. */
export function only(mam: Mam): Sources {
  return { mam, prowlarr: null, comesFirst: 'mam' };
}
