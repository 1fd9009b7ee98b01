import type { z } from 'zod';
import { searchResult } from './schema.ts';

/** One result of a search; what an indexer does not tell is `null`. */
export type ProwlarrRow = {
  guid: string;
  indexerId: number;
  /** The name it has in Prowlarr. */
  indexer: string | null;
  /** The torrent's number on the tracker, for a result that is the tracker's own. */
  trackerId: string | null;
  title: string;
  sizeBytes: number | null;
  fileCount: number | null;
  grabs: number | null;
  seeders: number | null;
  leechers: number | null;
  publishedAt: Date | null;
  indexerFlags: readonly string[];
  /** Path below Prowlarr with its key inside: a secret. */
  downloadPath: string | null;
};

const torrentPage = /^\/(?:t|torrents?)\/(\d{1,12})(?:$|\/)/;

/** `null` for a result that is no torrent or cannot be read. */
export function readResult(value: unknown, trackerUrl: string): ProwlarrRow | null {
  const { data } = searchResult.safeParse(value);
  if (data?.protocol !== 'torrent') return null;
  const { guid, indexerId, indexer, title, files, grabs, seeders, leechers } = data;
  return {
    guid,
    indexerId,
    indexer,
    trackerId: trackerIdIn(data.infoUrl, trackerUrl) ?? trackerIdIn(guid, trackerUrl),
    title,
    sizeBytes: data.size,
    fileCount: files,
    grabs,
    seeders,
    leechers,
    publishedAt: readTime(data.publishDate),
    indexerFlags: data.indexerFlags ?? [],
    downloadPath: pathOf(data),
  };
}

function trackerIdIn(address: string | null, trackerUrl: string): string | null {
  if (address === null || !URL.canParse(address)) return null;
  const { host, pathname } = new URL(address);
  return host === new URL(trackerUrl).host ? (torrentPage.exec(pathname)?.[1] ?? null) : null;
}

function readTime(text: string | null): Date | null {
  const time = new Date(text ?? '');
  return Number.isNaN(time.getTime()) ? null : time;
}

/** Without its host, so that the key inside is never sent anywhere but to Prowlarr itself. */
function pathOf({ downloadUrl }: z.output<typeof searchResult>): string | null {
  if (downloadUrl === null || !URL.canParse(downloadUrl)) return null;
  const { protocol, pathname, search } = new URL(downloadUrl);
  return /^https?:$/.test(protocol) ? `${pathname}${search}` : null;
}
