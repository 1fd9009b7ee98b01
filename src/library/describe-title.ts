import { readTitle } from './read-title.ts';
import { visible } from './words.ts';

const bracket = /[([{][^()[\]{}]*[)\]}]/g;
const colon = /\s*(?:(?<!\d):|:(?!\d)|\s[-–—]\s)\s*/;
const edition =
  /\b(?:(?:\d{1,3}(?:st|nd|rd|th)|\w{3,12}th|first|second|third) )?(?:anniversary|revised|updated|expanded|extended|enhanced|illustrated|special|deluxe|collector['’]?s|limited|definitive|complete(?: (?:and|&) uncut)?|uncut|unexpurgated|(?:movie |film |tv )?tie-?in|author['’]?s preferred|international) (?:edition|version|text)\b|\b(?:\d{1,2}(?:st|nd|rd|th)|first|second|third|fourth|fifth) edition\b/gi;

/** What a title says beside the name of the book: its subtitle, as written, and the words about its edition. */
export function describeTitle(title: string): { subtitle: string | null; editions: string[] } {
  const text = visible(title);
  const [, ...behind] = text.replace(bracket, ' ').trim().split(colon);
  const subtitles = behind.map((part) => part.trim()).filter(isSubtitle);
  const editions = [...text.matchAll(edition)].map(([words]) => words.toLowerCase());
  return { subtitle: subtitles.join(': ') || null, editions: [...new Set(editions)] };
}

/** A part that names neither a series nor the edition. */
function isSubtitle(part: string): boolean {
  const { parts } = readTitle(`x: ${part}`);
  return parts.length > 1 && parts.every(({ from }) => from === 'title');
}
