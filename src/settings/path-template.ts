const templateFields = ['author', 'series', 'position', 'title', 'narrator'] as const;

export type TemplateField = (typeof templateFields)[number];

/** A field with the brackets that go when it is empty, or a text between fields. */
export type TemplatePiece = string | { field: TemplateField; open: string; close: string };

/** The folders of a book below the library, the book's own folder last. */
export type PathTemplate = readonly (readonly TemplatePiece[])[];

export const defaultPathTemplate = '{author}/{series}/{position} - {title} {{narrator}}';

/** Audiobookshelf understands the last three folders, and leftovers are looked for no deeper. */
export const mostFolders = 3;
const mostTextBytes = 40;
const fieldNames = templateFields.map((name) => `{${name}}`).join(', ');

/** Reads PATH_TEMPLATE; throws a sentence that says what is wrong with it. */
export function readPathTemplate(text: string): PathTemplate {
  const folders = text.split('/');
  if (folders.some((folder) => folder.trim() === '')) {
    throw new Error('every folder between the slashes needs a name, and none is at an end');
  }
  if (folders.length > mostFolders) throw new Error(`at most ${mostFolders} folders are possible`);
  const template = folders.map(readFolder);
  if (template.at(-1)?.some((piece) => typeof piece !== 'string' && piece.field === 'title')) {
    return template;
  }
  throw new Error('the last folder needs {title}, or the books of an author would share it');
}

const token = /\{\{(\w+)\}\}|\(\{(\w+)\}\)|\[\{(\w+)\}\]|\{(\w+)\}/g;

function readFolder(folder: string): TemplatePiece[] {
  const pieces: TemplatePiece[] = [];
  let at = 0;
  for (const match of folder.matchAll(token)) {
    if (match.index > at) pieces.push(folder.slice(at, match.index));
    at = match.index + match[0].length;
    const isBare = match[4] !== undefined;
    const name = match.slice(1).find((group) => group !== undefined) ?? '';
    const field = templateFields.find((known) => known === name);
    if (!field) throw new Error(`{${name}} is none of ${fieldNames}`);
    const [open, close] = isBare ? ['', ''] : [match[0].charAt(0), match[0].slice(-1)];
    pieces.push({ field, open, close });
  }
  if (at < folder.length) pieces.push(folder.slice(at));
  checkTexts(pieces);
  return pieces;
}

function checkTexts(pieces: readonly TemplatePiece[]): void {
  const texts = pieces.filter((piece) => typeof piece === 'string');
  const text = texts.join('');
  if (/[{}]/.test(text)) throw new Error(`"${text}" has a brace that belongs to no field`);
  const [forbidden] = /[\\:*?"<>|\p{Cc}]/u.exec(text) ?? [];
  if (forbidden) throw new Error(`a folder cannot have "${forbidden}" in its name`);
  if (typeof pieces[0] === 'string' && /^[. ]*\./.test(pieces[0])) {
    throw new Error('a folder that begins with a dot is passed over by Audiobookshelf');
  }
  if (Buffer.byteLength(text) > mostTextBytes) {
    throw new Error(`a folder may have ${mostTextBytes} bytes of fixed text`);
  }
}
