import { plainLine, plainText } from '../../command/plain-text.ts';
import { clip, cut } from '../common/cut.ts';

// Every foreign text on its way to Discord passes through one of these functions.

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
