import { pieces } from './width.ts';

/** Longer texts are cut before they are looked at letter by letter. */
const longestText = 10_000;

/** At most `room` characters, cut between letters; "…" stands for what is missing. */
export function cut(text: string, room: number): string {
  if (text.length <= room) return text;
  let taken = '';
  for (const piece of pieces(text.slice(0, room))) {
    if (taken.length + piece.length > room - 1) break;
    taken += piece;
  }
  return `${taken.trimEnd()}…`;
}

/** A text of a length that can be worked on; says when it was cut. */
export function clip(text: string): string {
  if (text.length <= longestText) return text;
  return `${cut(text.slice(0, longestText + 100), longestText)} (cut: ${text.length} characters in all)`;
}
