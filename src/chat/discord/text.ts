import { plainLine, plainText } from '../../command/plain-text.ts';

// Every foreign text on its way to Discord passes through one of these functions.

const segmenter = new Intl.Segmenter('en', { granularity: 'grapheme' });

/** Longer texts are cut before they are looked at letter by letter. */
const longestText = 10_000;

const formatting = /[\\*_~`|<[]/g;
const lineStart = /^([ \t]*)([#>+-])/gm;
const orderedItem = /^([ \t]*\d+)([.)])(?=\s|$)/gm;
const groupMention = /@(?=everyone|here)/gi;

/** Foreign text that Discord shows as it is: no formatting, no mention, no hidden link. Line breaks stay. */
export function escapeText(text: string): string {
  const harmless = plainText(clip(text))
    .replaceAll(/\n{3,}/g, '\n\n')
    .trim();
  return escapeMarkdown(harmless);
}

/** The same on one line of at most `room` characters before escaping. */
export function escapeLine(text: string, room: number): string {
  return escapeMarkdown(cutLine(text, room));
}

/** The line of a push notification: addresses in it are no links, so that Discord does not fetch them. */
export function escapeTitle(text: string, room: number): string {
  return escapeLine(text, room).replaceAll('://', ':\\//');
}

/** One line without markup for places that know none, such as labels. */
export function cutLine(text: string, room: number): string {
  return cut(plainLine(clip(text)), room);
}

/** At most `room` characters, cut between graphemes; "…" stands for what is missing. */
export function cut(text: string, room: number): string {
  if (text.length <= room) return text;
  let taken = '';
  for (const { segment } of segmenter.segment(text.slice(0, room))) {
    if (taken.length + segment.length > room - 1) break;
    taken += segment;
  }
  return `${taken.trimEnd()}…`;
}

/** `cut` for escaped text: no backslash is left over to escape the "…". */
export function cutEscaped(text: string, room: number): string {
  const short = cut(text, room);
  const isHalved = short !== text && /(?<!\\)(?:\\\\)*\\…$/.test(short);
  return isHalved ? `${short.slice(0, -2)}…` : short;
}

/** Text for the inside of a code block, which knows no escapes. */
export function codeText(text: string): string {
  return text.replaceAll('`', "'");
}

function escapeMarkdown(text: string): string {
  return text
    .replaceAll(formatting, '\\$&')
    .replaceAll(lineStart, '$1\\$2')
    .replaceAll(orderedItem, '$1\\$2')
    .replaceAll(groupMention, '@\u200b');
}

function clip(text: string): string {
  if (text.length <= longestText) return text;
  return `${cut(text.slice(0, longestText + 100), longestText)} (cut: ${text.length} characters in all)`;
}
