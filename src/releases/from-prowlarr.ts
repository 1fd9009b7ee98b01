import type { TrackerRow } from '../clients/mam/rows.ts';
import type { ProwlarrRow } from '../clients/prowlarr/index.ts';
import { languageCode } from '../library/language.ts';
import { visible } from '../library/words.ts';
import type { FactSource, Release } from './facts.ts';
import { releaseFromRow } from './parse.ts';
import { readReleaseName } from './read-name.ts';

type Row = Omit<ProwlarrRow, 'indexer' | 'leechers' | 'downloadPath'>;

type Named = Pick<TrackerRow, 'title' | 'authors' | 'narrators' | 'series' | 'tags'> &
  Pick<TrackerRow, 'language' | 'fileTypes' | 'isVip' | 'asin'>;

const knownTypes = /^(?:m4b|mp3|m4a|flac|aac|ogg|opus|mp4|epub|pdf|mobi|azw3)$/;
const lastBracket = /^(.+)\s\[([^[\]]{1,60})\]$/;
const nameSuffix = /^(?:jr|sr|phd|md|ii|iii|iv)\.?$/i;

/**
 * Reads a result of Prowlarr. All it knows of the book stands in a title: "Title by A, B [ENG / M4B] [VIP]"
 * for this tracker, anything for others. When VIP ends and what was snatched before it does not tell.
 */
export function releaseFromProwlarr(row: Row): Release {
  const release = releaseFromRow({
    ...(readForm(row.title) ?? readFreeName(row.title)),
    id: 0,
    sizeBytes: row.sizeBytes,
    fileCount: row.fileCount,
    seeders: row.seeders,
    leechers: null,
    snatches: row.grabs,
    addedAt: row.publishedAt,
    isFree: row.indexerFlags.some((flag) => flag.toLowerCase() === 'freeleech'),
    vipExpiresAt: null,
    isPersonalFreeleech: false,
    isSnatched: false,
    isFlaggedAbridged: null,
    categoryId: null,
    categoryName: null,
    mediaInfo: null,
    description: null,
    isbn: null,
  });
  return {
    ...release,
    // Numbers alone are the tracker's.
    trackerId: row.trackerId ?? `${row.indexerId}:${row.guid}`,
    source: 'prowlarr',
    sources: titleSources(release.sources),
  };
}

/** The tracker's form; null when a title has another one. */
function readForm(title: string): Named | null {
  const marks: Pick<Named, 'language' | 'fileTypes' | 'isVip'> = {
    language: null,
    fileTypes: [],
    isVip: false,
  };
  let rest = visible(title);
  for (;;) {
    const [, before = '', content = ''] = lastBracket.exec(rest) ?? [];
    if (before === '' || !readMark(marks, content)) break;
    rest = before;
  }
  const at = rest.lastIndexOf(' by ');
  if (at < 1 || (marks.language === null && marks.fileTypes.length === 0)) return null;
  const authors = namesIn(rest.slice(at + 4));
  return {
    ...marks,
    title: rest.slice(0, at),
    authors,
    narrators: [],
    series: [],
    tags: '',
    asin: null,
  };
}

/** "ENG / M4B MP3", "ENG", "M4B" or "VIP". */
function readMark(
  marks: Pick<Named, 'language' | 'fileTypes' | 'isVip'>,
  content: string,
): boolean {
  if (content === 'VIP') return (marks.isVip = true);
  const [first = '', ...others] = content.split(/\s\/\s/);
  const isLanguage = /^[A-Z]{3}$/.test(first) && languageCode(first)?.length === 2;
  const types = (isLanguage ? others : [first, ...others])
    .join(' ')
    .toLowerCase()
    .split(/[\s,]+/);
  const known = types.filter((type) => type !== '');
  if (!known.every((type) => knownTypes.test(type)) || (!isLanguage && known.length === 0))
    return false;
  if (isLanguage) marks.language = first;
  marks.fileTypes.push(...known);
  return true;
}

/** "Anna Ward, Tom Reed, Jr." are two persons. */
function namesIn(text: string): string[] {
  const names: string[] = [];
  for (const piece of text.split(/\s*,\s+/).filter((one) => one !== '')) {
    if (nameSuffix.test(piece) && names.length > 0) names.push(`${names.pop()}, ${piece}`);
    else names.push(piece);
  }
  return names;
}

/** The name of another indexer's release; its bitrate and the like are read from the whole of it. */
function readFreeName(name: string): Named {
  const { title, authors, narrators, series, language, fileTypes, asin } = readReleaseName(name);
  const tags = visible(name);
  return { title, authors, narrators, series, language, fileTypes, asin, tags, isVip: false };
}

/** There are no fields: all of it was read out of the title. */
function titleSources(sources: Release['sources']): Release['sources'] {
  const read = Object.entries(sources).map(([fact, source]): [string, FactSource] => {
    return [fact, source === 'field' || source === 'tags' ? 'title' : source];
  });
  return Object.fromEntries(read);
}
