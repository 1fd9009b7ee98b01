import { categories } from '../books.ts';
import { chapterTitles, type Release, releaseBytes, releaseSeconds } from '../releases.ts';
import { trackerTime } from './account.ts';

const dayMs = 86_400_000;
const abridgedFlag = 32;

/** One row of the search answer as the site writes it: people, series and media data as JSON inside strings. */
export function rowOf(release: Release, startedAt: Date, has: (flag: string) => boolean): object {
  const { book, german } = release;
  return {
    id: release.id,
    language: german ? 37 : 1,
    lang_code: german ? 'GER' : 'ENG',
    main_cat: 13,
    category: book.category,
    mediatype: 1,
    maincat: 1,
    categories: book.dramatised ? '[10]' : '[]',
    catname: categories[book.category] ?? '',
    size: sizeText(releaseBytes(release)),
    numfiles: release.parts,
    vip: Number(release.vipDays !== null),
    vip_expire: vipExpiry(release, startedAt),
    free: Number(release.free),
    personal_freeleech: Number(release.personalFreeleech),
    fl_vip: Number(release.free || release.vipDays !== null),
    title: escapeHtml(release.title),
    w: 1,
    tags: tagsOf(release),
    author_info: JSON.stringify(people([book.author])),
    narrator_info: JSON.stringify(people(release.narrators)),
    series_info: JSON.stringify(seriesOf(release)),
    filetype: 'mp3',
    seeders: release.seeders,
    leechers: 0,
    added: trackerTime(addedAt(release, startedAt)),
    browseflags: release.abridged ? abridgedFlag : 0,
    times_completed: release.snatches,
    comments: 0,
    bookmarked: null,
    my_snatched: Number(release.snatched),
    poster_type: 'image/jpeg',
    mediainfo: JSON.stringify(release.mediainfo ? mediainfoOf(release) : {}),
    ownership: JSON.stringify([300_000 + (release.id % 5), `reader${release.id % 5}`]),
    cat: `<div class="cat${book.category}">&nbsp;</div>`,
    ...(has('isbn') ? { isbn: `ASIN:${book.asin}` } : {}),
    ...(has('description') ? { description: `[b]${release.title}[/b]` } : {}),
    ...(has('dlLink') ? { dl: `sandbox-download-hash-${release.id}` } : {}),
    ...(has('thumbnail') ? { thumbnail: null } : {}),
  };
}

export function addedAt(release: Release, startedAt: Date): Date {
  return new Date(startedAt.getTime() - release.addedDaysAgo * dayMs);
}

/** Binary units with about four digits and a comma for thousands: "937.9 KiB", "1,008.8 KiB". */
function sizeText(bytes: number): string {
  const units = ['B', 'KiB', 'MiB', 'GiB'];
  let value = bytes;
  let unit = 0;
  while (value >= 1024 && unit < units.length - 1) {
    value /= 1024;
    unit += 1;
  }
  return `${value.toLocaleString('en-US', { maximumFractionDigits: 1 })} ${units[unit]}`;
}

/** The site counts in whole days, as Unix seconds; 0 is for ever. */
function vipExpiry({ vipDays }: Release, startedAt: Date): number {
  if (vipDays === null || vipDays === 0) return 0;
  return Math.ceil(startedAt.getTime() / dayMs + vipDays) * 86_400;
}

function mediainfoOf(release: Release): object {
  const chapters = chapterTitles(release);
  return {
    ...(chapters.length === 0 ? {} : { menu: { extra: chapters } }),
    Audio1: {
      Format: 'MPEG Audio',
      BitRate: `${release.kbps}k`,
      Channels: 1,
      BitRate_Mode: 'CBR',
      SamplingRate: '48.0kHz',
      Compression_Mode: 'Lossy',
    },
    General: {
      Title: release.title,
      Format: 'MPEG Audio',
      Duration: durationText(releaseSeconds(release)),
    },
  };
}

function durationText(seconds: number): string {
  const parts = [Math.floor(seconds / 60) % 60, Math.round(seconds % 60)];
  const tail = parts.map((part) => String(part).padStart(2, '0')).join(':');
  return `${Math.floor(seconds / 3600)}:${tail}`;
}

function tagsOf(release: Release): string {
  const length = release.abridged ? 'Abridged' : 'Unabridged';
  const drama = release.book.dramatised ? ', dramatisation with a full cast' : '';
  return `${length}, ${release.kbps} Kbps${drama}`;
}

function seriesOf({ book }: Release): Record<string, unknown> {
  if (book.series === null) return {};
  const { name, position } = book.series;
  return { [personId(name)]: [escapeHtml(name), position, Number.parseFloat(position) || 0] };
}

function people(names: string[]): Record<string, string> {
  return Object.fromEntries(names.map((name) => [personId(name), escapeHtml(name)]));
}

/** A stable small number for a name. */
function personId(name: string): number {
  return Buffer.from(name).reduce((sum, byte) => (sum * 31 + byte) % 99_991, 7);
}

function escapeHtml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll("'", '&#039;').replaceAll('"', '&quot;');
}
