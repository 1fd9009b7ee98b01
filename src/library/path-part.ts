import { isLabel } from './labels.ts';
import { personsIn } from './person-list.ts';
import { visible } from './words.ts';

/** One folder or file name without what it says in brackets. */
export type PathPart = {
  text: string;
  /** Brackets that are neither label, year, narrator nor ASIN. */
  inside: string[];
  narrator: string | null;
  year: number | null;
  asin: string | null;
};

const bracket = /([([{])([^()[\]{}]*)[)\]}]/g;
const asinOnly = /^(?:asin[.:\s-]*)?(B0[A-Z0-9]{8}|\d{9}[\dX])$/i;
const year = /^(1[5-9]\d\d|20\d\d)(?:-\d\d){0,2}$/;
const reader = /(?:^|\s[-–]\s)(?:read|narrated|performed) by\s+(.+)$/i;
const trailing = /\s+(?:mp3|m4b|m4a|flac|unabridged|audiobook|\d{2,3}k(?:bps)?)$/i;

export function cleanPart(name: string): PathPart {
  const part: PathPart = { text: '', inside: [], narrator: null, year: null, asin: null };
  const bare = visible(name).replace(bracket, (whole, open: string, content: string) => {
    return readBracket(part, open, content.trim()) ? ' ' : whole;
  });
  let text = bare.replace(/\s+/g, ' ').trim();
  const read = reader.exec(text);
  if (read) {
    part.narrator = read[1] ?? null;
    text = text.slice(0, read.index);
  }
  const lead = /^(1[5-9]\d\d|20\d\d)\s+-\s+(?=\S)/.exec(text);
  if (lead) {
    part.year = Number(lead[1]);
    text = text.slice(lead[0].length);
  }
  while (trailing.test(text)) text = text.replace(trailing, '');
  return { ...part, text: text.trim() };
}

/** True when the bracket was understood, so that it is no part of the title. */
function readBracket(part: PathPart, open: string, content: string): boolean {
  const asin = asinOnly.exec(content)?.[1];
  const years = year.exec(content)?.[1];
  const named = reader.exec(content)?.[1];
  if (asin !== undefined) part.asin = asin.toUpperCase();
  else if (years !== undefined) part.year = Number(years);
  else if (named !== undefined || (open === '{' && personsIn(content) !== null)) {
    part.narrator = named ?? content;
  } else if (!isLabel(content.toLowerCase()) || /(?:edition|version)$/i.test(content)) {
    part.inside.push(content);
    return /#|\bbook\b|\bvol/i.test(content);
  }
  return true;
}
