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

type Parts = {
  outside: string[];
  inside: string[];
  /** The number a library puts before its titles. */
  shelf: string | null;
};

/** A title in lower case, cut at its colons and dashes, and what stands in its brackets. */
export function partsOf(title: string): Parts {
  const inside: string[] = [];
  const text = plain(spelledOut(visible(title)));
  if (wordsOnly.test(text)) return { outside: [withoutEndLabels(text)], inside, shelf: null };
  const bare = text
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
    const part = text.trim().replace(movedArticle, '');
    return index > 0 && isLabel(part) ? part : withoutEndLabels(part);
  });
  const shelf = /\d+/.exec(shelfNumber.exec(text)?.[0] ?? '')?.[0] ?? null;
  return { outside: parts, inside: atMost(inside), shelf };
}

/** The title of a name of a file: "Salt_Road,_The", "Anna.Ward.-.The.Salt.Road.m4b". */
function spelledOut(title: string): string {
  if (title.includes(' ')) return title;
  if (/^\S*%[\dA-F]{2}\S*$/i.test(title)) return decoded(title);
  if (/^[^\s+]+\+[^\s+]+\+\S+$/.test(title)) return title.replaceAll('+', ' ');
  if (slug.test(title)) return title.replaceAll('-', ' ');
  if (camel.test(title))
    return title
      .replace(/(?<=\p{Ll})(?=\p{Lu}|\d)|(?<=\p{Lu})(?=\p{Lu}\p{Ll})/gu, ' ')
      .replaceAll('-', ' - ');
  if (!fileName.test(title)) return title;
  return withBlanks(title.replace(/\.(?:m4b|mp3|m4a|flac)$/i, '')).replace(/ (?:the|an?)$/i, '');
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
