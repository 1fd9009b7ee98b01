import { plainLine, plainText } from '../../command/plain-text.ts';
import { displayWidth, pieces } from './width.ts';

// Everything that reaches the screen passes through `wrap` or `shorten`, which also make it harmless.

const longestText = 10_000;

/** A text as lines of at most `room` cells, broken at spaces where possible; says when it was cut. */
export function wrap(text: string, room: number): string[] {
  return plainText(clip(text))
    .replaceAll(/\n{3,}/g, '\n\n')
    .split('\n')
    .flatMap((line) => wrapLine(line.trimEnd(), room));
}

/** A text on one line of at most `room` cells; "…" stands for what is missing. */
export function shorten(text: string, room: number): string {
  const line = plainLine(text.slice(0, longestText));
  if (displayWidth(line) <= room) return line;
  return `${takeCells(line, room - 1).trimEnd()}…`;
}

/** `shorten`, filled with spaces up to `room`. */
export function fit(text: string, room: number): string {
  const short = shorten(text, room);
  return short + ' '.repeat(room - displayWidth(short));
}

/** Puts `first` before the first line and as many spaces before the others; `painted` is what is shown of it. */
export function hang(first: string, lines: readonly string[], painted = first): string[] {
  const rest = ' '.repeat(displayWidth(first));
  return lines.map((line, index) => (index === 0 ? painted : rest) + line);
}

/** Sets short pieces side by side, two spaces apart, on as many lines as they need. */
export function flow(parts: readonly string[], room: number): string[][] {
  const lines: string[][] = [];
  let used = room;
  for (const part of parts) {
    const width = displayWidth(part);
    if (used + 2 + width > room) {
      lines.push([]);
      used = -2;
    }
    lines.at(-1)?.push(part);
    used += 2 + width;
  }
  return lines;
}

function clip(text: string): string {
  if (text.length <= longestText) return text;
  const head = takeUnits(text.slice(0, longestText + 100), longestText);
  return `${head}… (cut: ${text.length} characters in all)`;
}

function takeUnits(text: string, units: number): string {
  let taken = '';
  for (const piece of pieces(text)) {
    if (taken.length + piece.length > units) break;
    taken += piece;
  }
  return taken;
}

function takeCells(text: string, cells: number): string {
  let taken = '';
  let used = 0;
  for (const piece of pieces(text)) {
    used += displayWidth(piece);
    if (used > cells) break;
    taken += piece;
  }
  return taken;
}

function wrapLine(line: string, room: number): string[] {
  if (displayWidth(line) <= room) return [line];
  const lines: string[] = [];
  let current = '';
  for (const word of line.split(/ +/)) {
    const joined = current ? `${current} ${word}` : word;
    if (displayWidth(joined) <= room) {
      current = joined;
      continue;
    }
    if (current) lines.push(current);
    const parts = breakWord(word, room);
    current = parts.pop() ?? '';
    lines.push(...parts);
  }
  return [...lines, current];
}

function breakWord(word: string, room: number): string[] {
  const parts = [''];
  let used = 0;
  for (const piece of pieces(word)) {
    const width = displayWidth(piece);
    if (used + width > room) {
      parts.push('');
      used = 0;
    }
    parts[parts.length - 1] += piece;
    used += width;
  }
  return parts;
}
