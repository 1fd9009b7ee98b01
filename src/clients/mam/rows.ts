import { ExternalError } from '../../errors.ts';
import { isNothingReturned } from './body.ts';
import { readBookIds } from './book-ids.ts';
import { readMediaInfo, type TrackerMediaInfo } from './media-info.ts';
import { readNames, readSeries } from './names.ts';
import { searchAnswer, searchRow } from './schema.ts';
import { plainText, readUtcTime } from './text.ts';

export type TrackerRow = {
  id: number;
  title: string;
  authors: string[];
  narrators: string[];
  series: { name: string; position: string | null }[];
  /** Rounded by the site to about 3 digits; the torrent file has the exact size. */
  sizeBytes: number | null;
  fileCount: number | null;
  categoryId: number | null;
  /** As the site writes it, such as "Audiobooks - Fantasy". */
  categoryName: string | null;
  /** The site's code, such as "ENG". */
  language: string | null;
  fileTypes: string[];
  isFree: boolean;
  isVip: boolean;
  /** Until when it is a VIP torrent; `null` when it is none. */
  vipExpiresAt: Date | 'never' | null;
  isPersonalFreeleech: boolean;
  isSnatched: boolean;
  seeders: number | null;
  leechers: number | null;
  snatches: number | null;
  addedAt: Date | null;
  isFlaggedAbridged: boolean | null;
  mediaInfo: TrackerMediaInfo | null;
  tags: string;
  description: string | null;
  isbn: string | null;
  asin: string | null;
};

/** One page of results; paging goes by `rawRows`, since dropped rows count for the site. */
export type SearchPage = {
  rows: TrackerRow[];
  droppedRows: number;
  rawRows: number;
  start: number;
  found: number;
};

const abridgedBit = 32;
const binaryUnits = ['', 'K', 'M', 'G', 'T'];

/** Reads a search answer; "Nothing returned" is an empty page. Throws `unexpected` on another shape. */
export function readSearchPage(answer: unknown, requestedStart: number): SearchPage {
  if (isNothingReturned(answer)) {
    return { rows: [], droppedRows: 0, rawRows: 0, start: requestedStart, found: 0 };
  }
  const { data: page } = searchAnswer.safeParse(answer);
  const found = page?.found ?? page?.total_found;
  if (!page || typeof found !== 'number') {
    throw new ExternalError(
      'tracker',
      'unexpected',
      'tracker sent a search answer of another shape',
    );
  }
  const rows = page.data.map(readRow).filter((row) => row !== null);
  const rawRows = page.data.length;
  const start = page.start ?? requestedStart;
  return { rows, droppedRows: rawRows - rows.length, rawRows, start, found };
}

/** `null` when the title, the id or anything that decides what the torrent costs cannot be read. */
export function readRow(value: unknown): TrackerRow | null {
  const { data: row } = searchRow.safeParse(value);
  const title = plainText(row?.title ?? row?.name ?? '');
  if (!row || title === '' || (row.vip && row.vip_expire === null)) return null;
  return {
    id: row.id,
    title,
    authors: readNames(row.author_info),
    narrators: readNames(row.narrator_info),
    series: readSeries(row.series_info),
    sizeBytes: readSize(row.size ?? ''),
    fileCount: row.numfiles,
    categoryId: row.category,
    categoryName: plainText(row.catname ?? '') || null,
    language: row.lang_code?.trim().toUpperCase() || null,
    fileTypes: readFileTypes(row.filetype ?? row.filetypes ?? ''),
    isFree: row.free,
    isVip: row.vip,
    vipExpiresAt: row.vip ? vipExpiry(row.vip_expire) : null,
    isPersonalFreeleech: row.personal_freeleech,
    isSnatched: row.my_snatched,
    seeders: row.seeders,
    leechers: row.leechers,
    snatches: row.times_completed,
    addedAt: readUtcTime(row.added ?? ''),
    isFlaggedAbridged: row.browseflags === null ? null : (row.browseflags & abridgedBit) !== 0,
    mediaInfo: readMediaInfo(row.mediainfo),
    tags: plainText(row.tags ?? ''),
    description: row.description,
    ...readBookIds(row.isbn ?? ''),
  };
}

/** The site's 0 stands for a torrent that stays VIP. */
function vipExpiry(unixSeconds: number | null): Date | 'never' | null {
  if (unixSeconds === null) return null;
  return unixSeconds === 0 ? 'never' : new Date(unixSeconds * 1000);
}

/** "1,008.8 MiB", or plain bytes. */
function readSize(text: string): number | null {
  const parts = /^([\d,]{1,20}(?:\.\d+)?)\s*(?:([KMGT])iB|B)?$/i.exec(text.trim());
  const value = Number(parts?.[1]?.replaceAll(',', '') || Number.NaN);
  const power = binaryUnits.indexOf(parts?.[2]?.toUpperCase() ?? '');
  const bytes = Math.round(value * 1024 ** power);
  return Number.isSafeInteger(bytes) ? bytes : null;
}

function readFileTypes(text: string): string[] {
  const types = text.toLowerCase().split(/[\s,]+/);
  return [...new Set(types)].filter((type) => type !== '');
}
