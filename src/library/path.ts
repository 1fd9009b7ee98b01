import {
  defaultPathTemplate,
  type PathTemplate,
  readPathTemplate,
  type TemplateField,
  type TemplatePiece,
} from '../settings/path-template.ts';
import { clean, fit, safePart } from './safe-part.ts';

export type PathBook = {
  title: string;
  authors: readonly string[];
  narrators: readonly string[];
  series: { name: string; position: string | null } | null;
};

type Values = Record<TemplateField, string>;

const maxPartBytes = 200;
const maxPositionBytes = 20;
/** What narrators may take from a title that is too long for both. */
const narratorBytes = 96;
/** What author and series may take in the folder that also has the title. */
const besideTitleBytes = 48;

const plainTemplate = readPathTemplate(defaultPathTemplate);

/**
 * The folders of a book below the library root, as the template says: author, series, `01 - Title
 * {Narrator}`. Every part is a safe name on Linux, macOS and Windows; what is not known leaves no gap.
 */
export function libraryPath(book: PathBook, template: PathTemplate = plainTemplate): string[] {
  const values = valuesOf(book);
  return template.flatMap((folder) => folderName(folder, values) ?? []);
}

function valuesOf(book: PathBook): Values {
  const series = safePart(book.series?.name ?? '');
  const position = series === '' ? '' : (book.series?.position ?? '');
  return {
    author: safePart(joinNames(book.authors)) || 'Unknown author',
    series,
    position: safePart(padded(withoutBraces(position)), maxPositionBytes),
    title: safePart(withoutBraces(book.title)) || 'Untitled',
    narrator: clean(withoutBraces(joinNames(book.narrators))),
  };
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

/** Null for a folder of fields none of which is known, such as the series of a single book. */
function folderName(folder: readonly TemplatePiece[], values: Values): string | null {
  const filled = withoutEmpty(folder, values);
  if (filled.length === 0) return null;
  const fitted = fitValues(filled, values);
  return safePart(filled.map((piece) => write(piece, fitted)).join('')) || null;
}

/** An empty field takes along the text before it and, at the beginning, the text behind it. */
function withoutEmpty(folder: readonly TemplatePiece[], values: Values): TemplatePiece[] {
  if (folder.every((piece) => typeof piece === 'string')) return [...folder];
  const kept: TemplatePiece[] = [];
  let text: string | null = null;
  for (const [index, piece] of folder.entries()) {
    if (typeof piece === 'string') {
      text = index === 0 || kept.length > 0 ? piece : null;
      continue;
    }
    if (values[piece.field] !== '') kept.push(...(text === null ? [] : [text]), piece);
    text = null;
  }
  return text === null || kept.length === 0 ? kept : [...kept, text];
}

function write(piece: TemplatePiece, values: Values): string {
  if (typeof piece === 'string') return piece;
  return `${piece.open}${values[piece.field]}${piece.close}`;
}

/** The values cut so that all have room; the title gives way first, then the narrators. */
function fitValues(folder: readonly TemplatePiece[], values: Values): Values {
  const has = (field: TemplateField) =>
    folder.some((piece) => typeof piece !== 'string' && piece.field === field);
  if (!has('title')) return values;
  const author = fit(values.author, besideTitleBytes);
  const series = fit(values.series, besideTitleBytes);
  const short = { ...values, author, series, title: '', narrator: '' };
  const taken = Buffer.byteLength(folder.map((piece) => write(piece, short)).join(''));
  const roomBytes = maxPartBytes - taken;
  const leastBytes = Math.min(narratorBytes, Math.floor(roomBytes / 2));
  const besideTitle = roomBytes - Buffer.byteLength(values.title);
  const narrator = has('narrator') ? fit(values.narrator, Math.max(leastBytes, besideTitle)) : '';
  const title = fit(values.title, roomBytes - Buffer.byteLength(narrator));
  return { ...short, title, narrator };
}
