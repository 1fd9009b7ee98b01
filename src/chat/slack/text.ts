import { plainLine, plainText } from '../../command/plain-text.ts';
import { clip, cut } from '../common/cut.ts';

// Every foreign text on its way to Slack passes through one of these functions.

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };
// Slack's markup has no escape for these: where one would open a formatting, a look-alike takes its place.
const formatting = /`|(?<![\p{L}\p{N}])[*_~](?=\S)/gu;
const lookAlikes: Readonly<Record<string, string>> = { '*': '∗', _: 'ˍ', '~': '∼', '`': 'ˋ' };
const quotes = /^( *)>/gm;
// Nothing should look like a mention even to a client that takes plain text for markup.
const mentions = /<(?=[!@#])/g;

/** One line for a plain text object, where Slack parses nothing; never empty, because Slack refuses that. */
export function line(text: string, room: number): string {
  const harmless = plainLine(clip(text)).replaceAll(mentions, '‹');
  return cut(harmless, room) || '–';
}

/** Foreign text inside Slack's markup: no mention, no link, no formatting. Line breaks stay. */
export function escapeText(text: string): string {
  const harmless = plainText(clip(text))
    .replaceAll(/\n{3,}/g, '\n\n')
    .replaceAll(quotes, '$1›')
    .replaceAll(formatting, (one) => lookAlikes[one] ?? one)
    .trim();
  return escapeEntities(harmless);
}

/** The same on one line of at most `room` characters, entities counted as they are sent. */
export function escapeLine(text: string, room: number): string {
  return cutEscaped(escapeText(plainLine(clip(text))), room);
}

/** Text as a code block of at most `room` characters. */
export function codeBlock(text: string, room: number): string {
  const inside = escapeEntities(text.replaceAll('`', "'"));
  return `\`\`\`\n${cutEscaped(inside, room - 8)}\n\`\`\``;
}

/** Words to type, inside a line of markup. */
export function codeSpan(text: string): string {
  return `\`${escapeEntities(text.replaceAll('`', "'"))}\``;
}

/** `cut` for escaped text: no entity is left in halves. */
export function cutEscaped(text: string, room: number): string {
  const short = cut(text, room);
  return short === text ? text : short.replace(/&[a-z]{0,3}…$/, '…');
}

/** Escaped text in parts of at most `room` characters, broken at a line or a word where there is one. */
export function split(text: string, room: number): string[] {
  const parts: string[] = [];
  let rest = text;
  while (rest.length > room) {
    const head = cutEscaped(rest, room).slice(0, -1);
    const at = Math.max(head.lastIndexOf('\n'), head.lastIndexOf(' '));
    const part = at > room / 2 ? head.slice(0, at) : head;
    parts.push(part);
    rest = rest.slice(part.length).trimStart();
  }
  return rest ? [...parts, rest] : parts;
}

function escapeEntities(text: string): string {
  return text.replaceAll(/[&<>]/g, (one) => entities[one] ?? one);
}
