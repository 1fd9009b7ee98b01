import { textBytes, utf8Of, type Value } from './bencode.ts';

const maxPartBytes = 255;
const maxPathParts = 32;
const writtenPartBytes = 240;
const writtenExtensionBytes = 9;

type PathRead = { parts: string[] } | { refused: string };

/** The parts of a path as the download client writes them, or in words why the path is refused. */
export function readPath(parts: Iterable<Value>): PathRead {
  const written: string[] = [];
  for (const part of parts) {
    const read = readPart(part);
    if ('refused' in read) return read;
    if (written.length === maxPathParts) return { refused: `more than ${maxPathParts} folders` };
    written.push(read.part);
  }
  return written.length === 0 ? { refused: 'an empty path' } : { parts: written };
}

function readPart(value: Value): { part: string } | { refused: string } {
  const sizeBytes = textBytes(value);
  if (sizeBytes === null) return { refused: 'a part that is no text' };
  if (sizeBytes > maxPartBytes) return { refused: `a part above ${maxPartBytes} bytes` };
  const text = utf8Of(value);
  if (text === null) return { refused: 'a part that is not UTF-8' };
  if (text.includes('\0')) return { refused: 'a NUL character' };
  if (/[/\\]/.test(text)) return { refused: 'a slash inside a part' };
  const part = writtenPart(text);
  if (part === '' || part === '.' || part === '..') return { refused: 'an empty or a dot part' };
  return { part };
}

/**
 * The name libtorrent gives to a part on Linux: without the marks that turn the writing direction,
 * control characters as `_`, and from 240 bytes on only the extension is kept.
 */
function writtenPart(part: string): string {
  const clean = /[\u200e\u200f\u202a-\u202e]|[^ -\u{10ffff}]/u.test(part)
    ? part.replaceAll(/[\u200e\u200f\u202a-\u202e]/gu, '').replaceAll(/[^ -\u{10ffff}]/gu, '_')
    : part;
  if (Buffer.byteLength(clean) <= writtenPartBytes) return clean;
  let head = '';
  let headBytes = 0;
  for (const character of clean) {
    if (headBytes >= writtenPartBytes) break;
    head += character;
    headBytes += Buffer.byteLength(character);
  }
  const tail = clean.slice(head.length);
  const extension = tail.slice(tail.lastIndexOf('.'));
  const isExtension =
    extension.startsWith('.') && Buffer.byteLength(extension) <= writtenExtensionBytes;
  return isExtension ? head + extension : head;
}
