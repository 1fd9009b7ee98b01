import { stripVTControlCharacters } from 'node:util';

// Most text is nothing else.
const harmless = /^[\x20-\x7e\n]*$/;
// Direction marks and overrides, zero-width spaces, soft hyphen, invisible operators, byte order mark.
const invisible =
  /[\u00ad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]/g;
const control = /[^\P{Cc}\n]+/gu;
// Real writing stacks few marks on one letter; hundreds of them draw over the lines around.
const markPile = /([\p{M}\u200c\u200d]{8})[\p{M}\u200c\u200d]+/gu;

/**
 * Foreign text without what could steer a screen or deceive a reader: terminal sequences, control
 * characters, direction overrides, invisible characters, broken surrogates. Line breaks stay.
 */
export function plainText(text: string): string {
  if (harmless.test(text)) return text;
  return stripVTControlCharacters(text.toWellFormed())
    .replaceAll(/\r\n?|[\u0085\u2028\u2029]/g, '\n')
    .replaceAll(control, ' ')
    .replaceAll(invisible, '')
    .replaceAll(markPile, '$1');
}

/** The same on one line. */
export function plainLine(text: string): string {
  return plainText(text)
    .replaceAll(/\s*\n\s*/g, ' ')
    .trim();
}
