import { decodeHTMLStrict } from 'entities';
import { inOneScript, repaired } from './broken-letters.ts';

/** No title and no name is longer; what lies beyond is not read. */
const longestText = 2000;

/** Joiners, direction marks, soft hyphens and other characters that nobody sees. */
const invisible = /\p{Cf}|\p{Variation_Selector}|\u034f/gu;
/** What names of files have instead of a colon. */
const colons = /[꞉∶：]/g;
export const pictures =
  /(?![™®©])\p{Extended_Pictographic}|\p{Regional_Indicator}|\p{Emoji_Modifier}/gu;
const apostrophes = /['’‘‛ʼʹ`´′＇]/g;

/** Letters that Unicode does not take apart into a base letter and a mark. */
const plainLetters: Record<string, string> = {
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  ł: 'l',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  ı: 'i',
  ς: 'σ',
};

/** Plain English needs none of the steps below. */
const simple = /^[\x21-\x25\x27-\x7e]+(?: [\x21-\x25\x27-\x7e]+)*$/;

const plainest = /^[a-z0-9]+(?: [a-z0-9]+)*$/i;

/** The text as a person sees it: entities decoded (also doubly escaped ones), nothing invisible, single blanks. */
export function visible(text: string): string {
  const cut = text.slice(0, longestText);
  if (simple.test(cut)) return cut;
  const decoded = cut.includes('&') ? decodeHTMLStrict(decodeHTMLStrict(cut)) : cut;
  return repaired(decoded).replace(invisible, '').replace(colons, ':').replace(/\s+/g, ' ').trim();
}

/** Lower case without accents. Scripts other than Latin, Greek and Cyrillic keep their marks: there they are letters. */
export function plain(text: string): string {
  const seen = uncensored(visible(text));
  if (simple.test(seen)) return seen.toLowerCase();
  return inOneScript(seen)
    .replace(/[™®©]/g, '')
    .replace(pictures, ' ')
    .replace(/【/g, '[')
    .replace(/】/g, ']')
    .replace(/[「」『』]/g, '"')
    .replace(/½/g, ' and a half')
    .normalize('NFKD')
    .replace(/[\u0300-\u036f]/g, '')
    .toLowerCase()
    .replace(/[ßæœøłđðþıς]/g, (letter) => plainLetters[letter] ?? letter);
}

/** Shops write "F*ck", "F-ck" and "Sh*t", libraries do not. */
function uncensored(text: string): string {
  if (!/\b(?:f|sh)[*_#@-]/i.test(text)) return text;
  return text.replace(/\bf(?:[*_#@]{1,2}c?k|-ck)/gi, 'fuck').replace(/\bsh[*_#@-]t\b/gi, 'shit');
}

/** The words of a text, ready to compare: plain, "&" as "and", "Lion's" as "lions", "20,000" as "20000". */
export function wordsOf(text: string): string[] {
  if (plainest.test(text) && text.length < longestText) return text.toLowerCase().split(' ');
  const seen = visible(text);
  if (!/[\p{L}\p{N}]/u.test(seen)) return [];
  const letters = plain(seen.replace(apostrophes, ''));
  if (/^[a-z0-9 ]+$/.test(letters)) return letters.split(' ').filter((word) => word !== '');
  const spelled = letters
    .replace(/&| \+ /g, ' and ')
    .replace(/(?<=\d) 1\/2\b/g, ' and a half')
    .replace(/(?<=\d),(?=\d{3}(?!\d))/g, '');
  return spelled.match(/[\p{L}\p{N}\p{M}]+/gu) ?? [];
}
