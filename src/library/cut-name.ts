import { isLabel } from './labels.ts';

/** A name with blanks between its words, cut at its dashes; what stood in brackets, and a year among the labels at its end. */
export type CutName = {
  spaced: string;
  parts: string[];
  inside: string[];
  tail: { year: string | null };
};

const ending = /\.(?:m4b|mp3|m4a|flac|torrent|zip|rar|7z|nzb)$/i;
const bracket = /[([{]([^()[\]{}]*)[)\]}]/g;
const dash = /\s+(?:[-–—~|]+\s+)+|--+/;
const credit = /(?:^|\s)(?:narrated|read|performed|voiced) by\b.*$/i;
const clock = /^\d{1,2}[.:]\d\d[.:]\d\d$/;
const yearOnly = /^(?:1[89]|20)\d\d$/;
const measureOnly = /^~?\d{2,3}\s?k(?:bps|bit)?(?:@\S+)?$/i;
const labelled = /\b(?:unabridged|audiobook|mp3|m4b|retail|\d{2,3}kbps|(?:19|20)\d\d)\b/i;

export function cutName(name: string): CutName {
  const spaced = withBlanks(name.replace(ending, ''));
  const inside: string[] = [];
  const outside = spaced.replace(bracket, (_, content: string) => {
    inside.push(content.trim());
    return yearOnly.test(content.trim()) ? ' - ' : ' ';
  });
  const tail: CutName['tail'] = { year: null };
  const parts = outside
    .trim()
    .split(dash)
    .map((part) =>
      withoutLabels(
        part
          .replace(credit, '')
          .replace(/^-+|-+$/g, '')
          .trim(),
        tail,
      ),
    )
    .filter((part) => part !== '' && (yearOnly.test(part) || !isLabel(part.toLowerCase())));
  return { spaced, parts: withoutYear(parts, tail), inside, tail };
}

/** "1984" is a title beside an author, and a year beside author and title. */
function withoutYear(parts: readonly string[], tail: CutName['tail']): string[] {
  const isYear = (part: string) => yearOnly.test(part) && parts.length > 2;
  tail.year ??= parts.find(isYear) ?? null;
  return parts.filter((part) => !isYear(part));
}

/** Names without a blank write dots or underscores instead, a dash between their parts and their group last. */
export function withBlanks(name: string): string {
  if (/\s/.test(name) || !/[._]/.test(name)) return name;
  const [group, word = ''] = /-([A-Za-z0-9]{2,15})$/.exec(name) ?? [''];
  const before = name.slice(0, name.length - group.length);
  const isLast = measureOnly.test(word) || isLabel(word.toLowerCase());
  const bare = !isLast && labelled.test(before.replaceAll(/[._]/g, ' ')) ? before : name;
  return bare
    .replaceAll('_', ' ')
    .replaceAll(/(\b\d{1,3}\.\d{1,2}\b)|\./g, (_, decimal?: string) => decimal ?? ' ')
    .replaceAll(/(?<=\S)-(?=[^\s\d]|(?:1[89]|20)\d\d\b|\d+k)/gi, ' - ');
}

/** "The Salt Road Unabridged 2019 MP3" ends in labels; a year alone may belong to the title. */
function withoutLabels(part: string, tail: CutName['tail']): string {
  const words = part.split(/\s+/);
  let end = words.length;
  while (end > 1) {
    const word = words[end - 1] ?? '';
    const isYear = yearOnly.test(word) && end < words.length;
    const isMeasure = measureOnly.test(word) || clock.test(word);
    if (!isYear && !isMeasure && !isLabel(word.toLowerCase())) break;
    if (isYear) tail.year = word;
    end -= 1;
  }
  return words
    .slice(0, end)
    .join(' ')
    .replace(/[\s,–—-]+$/, '');
}
