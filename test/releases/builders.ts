import type { TrackerRow } from '../../src/clients/mam/rows.ts';
import type { Release } from '../../src/releases/facts.ts';
import type { ReleasePolicy } from '../../src/releases/rules.ts';

export const now = new Date('2026-06-15T12:00:00Z');

/** A row of the tracker for "The Salt Road" by Anna Ward, third book of Ember. */
export function buildRow(changes: Partial<TrackerRow> = {}): TrackerRow {
  return {
    id: 501,
    title: 'The Salt Road',
    authors: ['Anna Ward'],
    narrators: ['Tom Reed'],
    series: [{ name: 'Ember', position: '3' }],
    sizeBytes: 400_000_000,
    fileCount: 1,
    categoryId: 41,
    categoryName: 'Audiobooks - Fantasy',
    language: 'ENG',
    fileTypes: ['m4b'],
    isFree: false,
    isVip: false,
    vipExpiresAt: null,
    isPersonalFreeleech: false,
    isSnatched: false,
    seeders: 12,
    leechers: 0,
    snatches: 40,
    addedAt: now,
    isFlaggedAbridged: false,
    mediaInfo: null,
    tags: '',
    description: null,
    isbn: null,
    asin: null,
    ...changes,
  };
}

export const paid = { isFree: false, isVip: false, vipExpiresAt: null, isPersonalFreeleech: false };
export const free = { ...paid, isFree: true };

/** A good paid release of "The Salt Road". */
export function buildRelease(changes: Partial<Release> = {}): Release {
  return {
    trackerId: '501',
    source: 'mam',
    title: 'The Salt Road',
    subtitle: null,
    authors: ['Anna Ward'],
    narrators: ['Tom Reed'],
    series: [{ name: 'Ember', position: '3' }],
    editions: [],
    sizeBytes: 400_000_000,
    fileCount: 1,
    format: 'm4b',
    fileTypes: ['m4b'],
    language: 'en',
    bitrateKbps: 128,
    bitrateSource: 'mediainfo',
    durationSeconds: 25_000,
    chapterCount: 30,
    hasChapters: true,
    isAbridged: null,
    isDramatised: false,
    isOmnibus: false,
    isCompanion: false,
    isSplit: false,
    isBranded: false,
    cost: paid,
    isSnatched: false,
    seeders: 12,
    snatches: 40,
    addedAt: now,
    asin: null,
    sources: {},
    ...changes,
  };
}

export const wanted = {
  title: 'The Salt Road',
  authors: ['Anna Ward'],
  series: [{ name: 'Ember', position: '3' }],
};

export const policy: ReleasePolicy = {
  releasePolicy: 'free-first',
  minSeeders: 1,
  maxGb: 15,
  languages: ['en'],
  formats: ['m4b', 'mp3'],
  minKbps: 64,
  dramatised: 'never',
  wedgePolicy: 'ask',
  wedgeMinGb: 2,
};
