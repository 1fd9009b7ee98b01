import { isAbridgedText } from '../../library/edition.ts';
import { languageCode } from '../../library/language.ts';
import { personsIn } from '../../library/person-list.ts';
import { foldName } from '../../library/person.ts';
import type { BookFacts, Chapter } from '../facts.ts';
import { factsOf } from '../provider.ts';
import { bareTitle } from './bare-title.ts';
import { taggedSeries } from './tagged-series.ts';

/** What stands in one audio file; the tags by the names ffmpeg gives them. */
export type FileTags = {
  tags: Readonly<Record<string, readonly string[]>>;
  durationSeconds: number | null;
  chapters: readonly Chapter[];
};

/** The values of the first of these tags that all files agree on. */
export type Told = (...names: string[]) => readonly string[];

const nobody = /^(?:various(?: artists)?|unknown(?: artist| author| narrator)?|n\/?a)$/i;
const noTitle = /^(?:unknown(?: album)?|audio ?books?|untitled|album)$/i;
const noGenre =
  /^(?:audio ?books?|speech|spoken(?: word)?|other|podcasts?|books? ?(?:&|and) ?spoken)$/i;
/** Comments and remarks of encoders are no descriptions. */
const leastDescription = 60;

/** What the audio files of a book say of it; a tag in which they differ says nothing. */
export function tagFacts(files: readonly FileTags[]): BookFacts {
  const told: Told = (...names) => names.map((name) => shared(files, name)).find(isThere) ?? [];
  // In a set of files the title of each is that of a chapter.
  const [title = ''] = told('album', ...(files.length === 1 ? ['title'] : []));
  const authors = authorsOf(told);
  const language = told('language')[0] ?? null;
  return factsOf({
    title: noTitle.test(title.trim()) ? null : bareTitle(title),
    subtitle: told('subtitle')[0],
    authors,
    narrators: narratorsOf(told, authors),
    series: taggedSeries(told),
    publishedYear: yearIn(told('date')[0]),
    publisher: told('publisher')[0],
    description: told('description').find((text) => text.length >= leastDescription),
    genres: told('genre').filter((genre) => !noGenre.test(genre.trim())),
    language: isLanguage(language) ? language : null,
    isbn: told('isbn').find((text) => /^[\dX -]{10,17}$/i.test(text)),
    asin: told('asin', 'audible_asin').find((text) => /^[A-Z0-9]{10}$/.test(text)),
    isAbridged: isAbridgedText(title),
    durationMinutes: minutesOf(files),
    chapters: chaptersOf(files),
  });
}

function shared(files: readonly FileTags[], name: string): readonly string[] {
  const values = files.map(({ tags }) => tags[name] ?? []).filter(isThere);
  const different = new Set(values.map((one) => JSON.stringify(one)));
  return different.size === 1 ? (values[0] ?? []) : [];
}

function isThere(values: readonly string[]): boolean {
  return values.length > 0;
}

/** Some write author and reader into `artist`, and the author alone into `album_artist`. */
function authorsOf(told: Told): string[] {
  const [artists, albumArtists] = [namesIn(told('artist')), namesIn(told('album_artist'))];
  const all = new Set(artists.map(foldName));
  const isNarrower =
    albumArtists.length > 0 && albumArtists.every((name) => all.has(foldName(name)));
  return isNarrower || artists.length === 0 ? albumArtists : artists;
}

/** Players show the composer, so many put the author there as well: who wrote it is no reader by that. */
function narratorsOf(told: Told, authors: readonly string[]): string[] {
  const named = namesIn(told('narrator'));
  if (named.length > 0) return named;
  const composers = namesIn(told('composer'));
  const writers = new Set(authors.map(foldName));
  return composers.some((name) => !writers.has(foldName(name))) ? composers : [];
}

function namesIn(texts: readonly string[]): string[] {
  return texts
    .flatMap((text) => personsIn(text) ?? [text.trim()])
    .filter((name) => name !== '' && !nobody.test(name));
}

function yearIn(text: string | undefined): number | null {
  const year = /\b(?:1[89]|20)\d\d\b/.exec(text ?? '')?.[0];
  return year === undefined ? null : Number(year);
}

function isLanguage(text: string | null): boolean {
  return languageCode(text) !== null && !/^(?:und|xxx|zxx|mul|mis)$/i.test(text ?? '');
}

function minutesOf(files: readonly FileTags[]): number | null {
  const seconds = files.reduce<number | null>(
    (sum, { durationSeconds }) =>
      sum === null || durationSeconds === null ? null : sum + durationSeconds,
    0,
  );
  return seconds === null || seconds === 0 ? null : Math.round(seconds / 6) / 10;
}

/** The chapters of all files in a row, where each file has its own. */
function chaptersOf(files: readonly FileTags[]): Chapter[] {
  let startSeconds = 0;
  const all: Chapter[] = [];
  for (const { chapters, durationSeconds } of files) {
    if (chapters.length === 0 || (durationSeconds === null && files.length > 1)) return [];
    const from = startSeconds;
    all.push(
      ...chapters.map((one) => ({
        title: one.title,
        startSeconds: from + one.startSeconds,
        endSeconds: from + one.endSeconds,
      })),
    );
    startSeconds += durationSeconds ?? 0;
  }
  return all;
}
