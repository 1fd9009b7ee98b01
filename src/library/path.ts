export type PathBook = {
  title: string;
  authors: readonly string[];
  narrators: readonly string[];
  series: { name: string; position: string | null } | null;
};

const maxPartBytes = 200;
const maxPositionBytes = 20;
/** What narrators may take from a title that is too long for both. */
const narratorBytes = 96;

/**
 * The folders of a book below the library root: author, series, `01 - Title {Narrator}`. Every part
 * is a safe name on Linux, macOS and Windows.
 */
export function libraryPath(book: PathBook): string[] {
  const author = safePart(joinNames(book.authors)) || 'Unknown author';
  const series = safePart(book.series?.name ?? '');
  if (series === '') return [author, bookPart(book, '')];
  return [author, series, bookPart(book, book.series?.position ?? '')];
}

/** One folder name made of any text: idempotent, at most 200 bytes, empty when nothing is left. */
export function safePart(text: string, maxBytes = maxPartBytes): string {
  return fit(withoutDevice(fit(clean(text), maxBytes)), maxBytes);
}

function bookPart(book: PathBook, position: string): string {
  const place = safePart(padded(withoutBraces(position)), maxPositionBytes);
  const before = place === '' ? '' : `${place} - `;
  const title = safePart(withoutBraces(book.title)) || 'Untitled';
  const room = maxPartBytes - Buffer.byteLength(before);
  const names = clean(withoutBraces(joinNames(book.narrators)));
  const narrator = fit(names, Math.max(narratorBytes, room - Buffer.byteLength(`${title} {}`)));
  const after = narrator === '' ? '' : ` {${narrator}}`;
  return safePart(`${before}${fit(title, room - Buffer.byteLength(after))}${after}`);
}

/** `A`, `A, B`, `A, B and others`. */
function joinNames(names: readonly string[]): string {
  const known = names.map(clean).filter((name) => name !== '');
  return known.slice(0, 2).join(', ') + (known.length > 2 ? ' and others' : '');
}

/** `1.5` becomes `01.5` and `1-3` becomes `01-03`, so that folders sort as the series runs. */
function padded(position: string): string {
  return position.trim().replaceAll(/(?<=^|-)\d+/g, (digits) => digits.padStart(2, '0'));
}

/** Audiobookshelf takes braces at the end of a book folder as its narrator. */
function withoutBraces(text: string): string {
  return text.replaceAll('{', '(').replaceAll('}', ')');
}

const invisible = /[\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]/gu;
const forbidden = /[/\\:*?"<>|\p{Cc}]/gu;
const longestInput = 2000;

/** A leading dot goes as well: Audiobookshelf passes over folders that have one. */
function clean(text: string): string {
  return text
    .slice(0, longestInput)
    .toWellFormed()
    .replaceAll(invisible, '')
    .normalize('NFC')
    .replaceAll(forbidden, '-')
    .replaceAll(/\s+/g, ' ')
    .replace(/^[. ]+/, '')
    .replace(/[. ]+$/, '');
}

const graphemes = new Intl.Segmenter('und', { granularity: 'grapheme' });

function fit(text: string, maxBytes: number): string {
  if (Buffer.byteLength(text) <= maxBytes) return text;
  let kept = '';
  let keptBytes = 0;
  for (const { segment } of graphemes.segment(text)) {
    keptBytes += Buffer.byteLength(segment);
    if (keptBytes > maxBytes) break;
    kept += segment;
  }
  return kept.replace(/[. ]+$/, '');
}

const device = /^(?:con|prn|aux|nul|conin\$|conout\$|com[\d¹²³]|lpt[\d¹²³])(?= *(?:\.|$))/i;

function withoutDevice(part: string): string {
  return part.replace(device, '$&-');
}
