import { withBlanks } from './cut-name.ts';
import { isLabel, withoutEndLabels } from './labels.ts';
import { plain, visible } from './words.ts';

const mostParts = 12;
/** Words without a blank, joined at two places or more. */
const fileName = /^[^\s._]{2,}[._]+[^\s._]{2,}[._]+\S*\p{L}\S*$/u;
/** "anna-ward-the-salt-road" */
const slug = /^[\p{L}\d]+(?:-[\p{L}\d]+){3,}$/u;
/** "AnnaWard-TheSaltRoad" */
const camel = /^(?:\p{Lu}\p{Ll}*){2,}(?:-(?:\p{Lu}\p{Ll}*){2,})+$|^(?:\p{Lu}\p{Ll}*){3,}$/u;
/** Nothing to cut at. */
const wordsOnly = /^[a-z][a-z0-9']*(?: [a-z0-9']+)*$/;
const quotes = /["“”„‟«»]/g;
const bracket = /[([{]([^()[\]{}]*)[)\]}]/g;
/** Libraries number their folders: "(9) Winter's Heart", "03 Darksong Rising", "4. The Fires". */
const shelfNumber = /^(?:[([]\d{1,3}[)\]]\s+|#\d{1,3}\s+|0\d{1,2}\s+|\d{1,3}[.)]\s+)(?=\S)/;
const separator =
  /\s*(?:(?<!\d):|:(?!\d)|;|,(?=\s(?:or,? |being the |(?:book|volume|vol\.?|part) \S{1,9} (?:of|in) (?!\d)|(?:book|volume) the \S+$))|_\s|\s[-–~|/•]\s|\s[-–]|--+|—)\s*/;
/** A bracket that a cut title never closes. */
const openBracket = /\s[([{]([^()[\]{}]*)$/;
const movedArticle = /,\s*(?:the|an?)\s*$/;
const article = String.raw`(?:der|die|das|les?|la|l['’]|el|los|las|il|lo|gli|het|de|den|det|the|an?)`;
const foreignMoved = new RegExp(String.raw`^(.{3,}),\s*(${article})\s*$`);
/** "Etranger (L')" */
const bracketedArticle = new RegExp(String.raw`^([^()]{3,}?)\s*\((${article})\)`);

type Parts = {
  outside: string[];
  inside: string[];
  /** The number a library puts before its titles. */
  shelf: string | null;
};

/** A title in lower case, cut at its colons and dashes, and what stands in its brackets. */
export function partsOf(title: string): Parts {
  const inside: string[] = [];
  const written = plain(spelledOut(visible(title)));
  const text = / a(?:ka|\.k\.a\.) /.test(written)
    ? written.replace(/ (?=a(?:ka|\.k\.a\.) )/, ' - ')
    : written;
  if (wordsOnly.test(text)) return { outside: [withoutEndLabels(once(text))], inside, shelf: null };
  const bare = text
    .replace(bracketedArticle, withArticle)
    .replace(openBracket, ' ($1)')
    .replace(quotes, '')
    .replace(shelfNumber, '')
    .replace(bracket, (_, content: string) => {
      inside.push(content.trim());
      return ' ';
    })
    .replace(/\s+/g, ' ')
    .trim();
  const outside = bare.split(separator);
  // The first part may be a title with a label behind it, the others may be labels as a whole.
  const parts = atMost(outside).map((text, index) => {
    const part = once(text.trim()).replace(movedArticle, '').replace(foreignMoved, withArticle);
    return index > 0 && isLabel(part) ? part : withoutEndLabels(part);
  });
  const shelf = /\d+/.exec(shelfNumber.exec(text)?.[0] ?? '')?.[0] ?? null;
  return { outside: parts, inside: atMost(inside), shelf };
}

/** "The Salt Road The Salt Road" as "The Salt Road"; "New York, New York" and "Bye Bye Bye Bye" stay. */
function once(text: string): string {
  const middle = (text.length - 1) / 2;
  if (text[middle] !== ' ' || text.slice(0, middle) !== text.slice(middle + 1)) return text;
  const half = text.slice(0, middle);
  return new Set(half.split(' ')).size > 1 ? half : text;
}

/** "Schwarm, Der" as "Der Schwarm". */
function withArticle(_: string, title: string, word: string): string {
  return /['’]$/.test(word) ? `${word}${title}` : `${word} ${title}`;
}

/** The title of a name of a file: "Salt_Road,_The", "Anna.Ward.-.The.Salt.Road.m4b". */
function spelledOut(title: string): string {
  if (/%[\dA-F]{2}/i.test(title)) return decoded(title);
  if (title.includes(' ')) return title;
  if (/[^_]__[^_]/.test(title)) return title.replaceAll('__', ' - ').replaceAll('_', ' ');
  if (/^[^\s+]+\+[^\s+]+\+\S+$/.test(title)) return title.replaceAll('+', ' ');
  if (slug.test(title)) return title.replaceAll('-', ' ');
  if (camel.test(title))
    return title
      .replace(/(?<=\p{Ll})(?=\p{Lu}|\d)|(?<=\p{Lu})(?=\p{Lu}\p{Ll})/gu, ' ')
      .replaceAll('-', ' - ');
  if (!fileName.test(title)) return title;
  return withBlanks(title.replace(/\.(?:m4b|mp3|m4a|flac)$/i, ''))
    .replace(/ (?:the|an?)$/i, '')
    .replace(/(?<=\S \S.*) (?:19|20)\d\d$/, '');
}

/** "The%20Salt%20Road" */
function decoded(title: string): string {
  try {
    return decodeURIComponent(title);
  } catch {
    // The signs stand for themselves.
    return title;
  }
}

/** No title has more parts; what follows is read as one. */
function atMost(parts: readonly string[]): string[] {
  const rest = parts.slice(mostParts);
  return rest.length === 0 ? [...parts] : [...parts.slice(0, mostParts), rest.join(' ')];
}
