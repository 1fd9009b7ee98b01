import { arrangeParts } from './arrange-name.ts';
import { isPersonName, personsIn } from './person-list.ts';
import { foldName } from './person.ts';
import { cleanPart, type PathPart } from './path-part.ts';
import { writePosition } from './position.ts';
import { foldSeries, foldWords } from './text.ts';
import { readNamedNumber, readNamedVolume, readVolume, type TitleSeries } from './volumes.ts';

/** What a place in a library folder says about its book; `null` is unknown. */
export type PathFacts = {
  author: string | null;
  title: string | null;
  series: string | null;
  position: string | null;
  narrator: string | null;
  year: number | null;
  asin: string | null;
};

type Named = Pick<PathFacts, 'author' | 'title' | 'series' | 'position' | 'year'>;

const deepest = 12;
const audioEnding = /\.(?:m4b|mp3|m4a|flac|aac|ogg|opus|wma|mp4|wav)$/i;
/** Files and folders that are a numbered piece of one book: "03", "CD1", "Chapter 12 - The Fire". */
const piece =
  /^(?:\d{1,2}|(?:disc|disk|cd|part|pt|track|chapter|ch|kapitel|teil|side)[\s._-]?(?:\d{1,4}|[a-d])\b.*|\d{1,4}[\s._-]{1,3}(?:track|chapter|part|prologue|epilogue|intro|opening|end)\b.*)$/i;
const rootName =
  /^(?:audio ?books?|books?|library|media|fiction|non-?fiction|complete|downloads?)$/i;
const dash = /\s+[-–—]+\s+|--+/;

/**
 * Reads author, series, place and title out of a path below the library root, whichever of the usual
 * layouts it follows: "Author/Series/03 - Title/…", "Author - Title/…", "Author - Series - Title/…".
 */
export function readBookPath(relativePath: string): PathFacts {
  const parts = bookParts(relativePath.slice(-4000));
  const book = parts.at(-1);
  if (!book) return { ...unnamed, narrator: null, asin: null };
  const [above, ...between] = parts.slice(0, -1).map(({ text }) => text);
  const named =
    above === undefined ? readAlone(book) : readBelow(book, above, between.at(-1) ?? null);
  return { ...named, narrator: book.narrator, year: book.year ?? named.year, asin: book.asin };
}

const unnamed: Named = { author: null, title: null, series: null, position: null, year: null };

/** The folders down to the book; a file counts only where no folder of its own holds it. */
function bookParts(path: string): PathPart[] {
  const names = path
    .split(/[\\/]+/)
    .filter((name) => name.trim() !== '')
    .slice(-deepest);
  const file = audioEnding.test(names.at(-1) ?? '') ? names.pop() : undefined;
  const part = file === undefined ? null : cleanPart(file.replace(audioEnding, ''));
  const own = part?.text === '' ? null : part;
  while (names.length > 1 && piece.test(names.at(-1) ?? '')) names.pop();
  while (names.length > 1 && rootName.test(names[0]?.trim() ?? '')) names.shift();
  const folders = names.map(cleanPart).filter(({ text }) => text !== '');
  const [only] = folders;
  if (!own) return folders;
  if (!only) return [own];
  const isAuthorFolder = folders.length === 1 && isPersonName(only.text) && !piece.test(own.text);
  return isAuthorFolder && !sharesWords(only.text, own.text) ? [only, own] : folders;
}

function sharesWords(folder: string, file: string): boolean {
  return ` ${foldWords(file)} `.includes(` ${foldWords(folder)} `);
}

/** "Homer - The Odyssey": in folders the author comes first. */
const loneName = /^\p{Lu}[\p{L}\p{M}'’.-]+$/u;

/** One folder alone: "Author - Title", "Author - Series 03 - Title", or a title. */
function readAlone({ text, inside }: PathPart): Named {
  const parts = text.split(dash).map((part) => part.trim());
  const { title, authors, series } = arrangeParts(parts, inside);
  const [place] = series;
  const [first = '', second] = parts;
  if (authors.length === 0 && !place && second !== undefined && loneName.test(first)) {
    return { ...unnamed, author: first, title: parts.slice(1).join(' - ') };
  }
  return {
    year: null,
    author: authors.join(', ') || null,
    title: title || null,
    series: place?.name ?? null,
    position: place?.position ?? null,
  };
}

/** A folder below the author's, or below that of a series when what is above is no person and the book has a number. */
function readBelow(book: PathPart, above: string, between: string | null): Named {
  const pieces = book.text.split(dash).map((text) => text.trim());
  const hasAuthor = pieces.length > 1 && foldName(pieces[0] ?? '') === foldName(above);
  if (hasAuthor) pieces.shift();
  if (between !== null && pieces.length > 1 && isNamed(pieces[0], between)) pieces.shift();
  const place = takePlace(pieces) ?? bracketPlace(book.inside);
  const year =
    pieces.length > 1 && /^(?:1[5-9]|20)\d\d$/.test(pieces[0] ?? '') ? pieces.shift() : null;
  const isSeriesAbove =
    between === null && place !== null && place.name === null && !isAuthor(above);
  const own =
    place?.name ?? (hasAuthor && between === null && pieces.length > 1 ? pieces.shift() : null);
  const series = between ?? (isSeriesAbove ? above : (own ?? null));
  const position = place ? writePosition(place.position) : null;
  const title = pieces.join(' - ') || [series, position].filter((one) => one !== null).join(' ');
  return {
    year: Number(year) || null,
    author: isSeriesAbove ? null : authorText(above),
    title: title || null,
    series,
    position,
  };
}

function isNamed(text: string | undefined, series: string): boolean {
  return foldSeries(text ?? '') === foldSeries(series);
}

function isAuthor(text: string): boolean {
  return personsIn(text) !== null || text.includes(',');
}

/** "Ward, Anna" as "Anna Ward". */
function authorText(above: string): string {
  return personsIn(above)?.join(', ') ?? above;
}

const leading =
  /^(?:#?(\d{1,4}(?:\.\d{1,2})?(?:\s?-\s?\d{1,3})?)|((?:book|bk|vol(?:ume)?)\.? ?\d{1,3}(?:\.\d)?))(?:[.)]\s+|\s*:\s+|$)/i;

/** Takes the number of the book out of its parts: "03", "Book 3", "Ember 03", "3. The Salt Road". */
function takePlace(pieces: string[]): TitleSeries | null {
  const [first = '', ...rest] = pieces;
  const start = leading.exec(first);
  const number = start?.[1] ?? start?.[2]?.replace(/^\D+/, '');
  if (number !== undefined && start) {
    const behind = first.slice(start[0].length);
    if (behind === '' && rest.length === 0) return null;
    pieces.splice(0, 1, ...(behind === '' ? [] : [behind]));
    return readVolume(`book ${number}`);
  }
  if (rest.length === 0) return null;
  const named = readNamedVolume(first) ?? readVolume(first) ?? paddedNumber(first);
  if (named) pieces.shift();
  return named;
}

function paddedNumber(text: string): TitleSeries | null {
  return /\s(?:0\d|\d{1,2})(?:\.\d)?$/.test(text) ? readNamedNumber(text) : null;
}

/** "The Salt Road (Ember, #3)", "The Salt Road (Book 3)". */
function bracketPlace(inside: readonly string[]): TitleSeries | null {
  const [place] = inside.flatMap((text) => readVolume(text) ?? readNamedVolume(text) ?? []);
  return place ?? null;
}
