/** So many bytes tell what a file is. */
export const headBytes = 512;

const signatures: readonly [start: string, kind: string][] = [
  ['PK\x03\x04', 'a zip archive'],
  ['Rar!\x1a\x07', 'a rar archive'],
  ['7z\xbc\xaf\x27\x1c', 'a 7z archive'],
  ['\x1f\x8b', 'a gzip archive'],
  ['%PDF-', 'a PDF'],
  ['\x89PNG', 'a picture'],
  ['\xff\xd8\xff', 'a picture'],
  ['d8:announce', 'a torrent file'],
];
const page = /^\s*(?:<\?xml\b[^>]*>\s*)?<(?:!doctype|html|head|body|script)\b/i;
/** Formats of Audible: `aax ` and `aaxc` name themselves, the older one begins with a fixed number. */
const lockedBrand = /^[^]{4}ftypaax[ c]|^[^]{4}\x57\x90\x75\x36/;

/** Why a file that calls itself audio is none, by its first bytes; null when nothing speaks against it. */
export function whyNoAudio(head: Buffer): string | null {
  if (head.length === 0) return 'it is empty';
  const text = head.toString('latin1');
  if (lockedBrand.test(text)) return 'the audio is locked by its seller';
  const program = programKind(text);
  if (program) return `it is ${program}`;
  const found = signatures.find(([start]) => text.startsWith(start));
  if (found) return `it is ${found[1]}`;
  if (page.test(text.replace(/^\xef\xbb\xbf/, ''))) return 'it is a web page';
  return head.every((byte) => byte === 0) ? 'it begins with nothing but zeros' : null;
}

/** Why a file is dangerous whatever it calls itself. */
export function whyProgram(head: Buffer): string | null {
  const kind = programKind(head.toString('latin1'));
  return kind && `it is ${kind}`;
}

function programKind(text: string): string | null {
  // A text may begin with these letters; a program has zeros behind them.
  if (text.startsWith('MZ') && text.slice(0, 64).includes('\0')) return 'a Windows program';
  if (text.startsWith('\x7fELF')) return 'a program';
  return /^#! ?\//.test(text) ? 'a script' : null;
}
