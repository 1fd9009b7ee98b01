import { parsePosition } from './position.ts';
import { plain, visible } from './words.ts';

type Named = { title: string; series: readonly { position: string | null }[] };

const count = String.raw`\d{1,2}\s*(?:\/|\(?(?:of|von|de|sur|van|di))\s*\d{1,2}`;
const word = String.raw`(?:part|pt|teil|deel|parte|partie|disc|disk|cd|volume|vol)\.?`;
const inBrackets = new RegExp(String.raw`[([]\s*(?:${word}\s*)?(${count})\s*[)\]]`);
/** "(CD 1-10)", "[Part A]", "first half", "(incomplete)". */
const range =
  /[([]\s*((?:cassette|tape|side) (?:\d{1,2}|[a-d])|incomplete|missing (?:\w+ ){0,2}chapters?|(?:disc|disk|cd)s?\.?\s*\d{1,2}\s*-\s*\d{1,2}|part [a-d]|(?:first|second|1st|2nd) half|(?:primera|segunda) (?:parte|mitad)|(?:prima|seconda) (?:parte|meta)|(?:premiere|deuxieme|seconde) (?:partie|moitie)|(?:erster?|zweiter?) (?:teil|halfte)|(?:eerste|tweede) (?:deel|helft)|[上中下]巻?|(?:(?:cassette|tape|disc|disk|cd|file|track|part) )?(?:sides?|cassettes?|tapes?|discs?|disks?|cds?|files?|tracks?|parts?|chapters?) \d{1,3} ?(?:-|to) ?\d{1,3} only[^()[\]]{0,20})\s*[)\]]|, ((?:first|second|1st|2nd) half)$/;
const inWords = new RegExp(String.raw`(?<![a-z])${word}\s*(${count})(?!\d)`);

/** "3a" */
const letterOf = /^\d{1,3} ?([a-d])$/i;

/** Which piece of a cut-up book this is ("2/3"); null for a book in one piece. A number alone may be a volume and is none. */
export function pieceOfBook({ title, series }: Named): string | null {
  const text = plain(visible(title)).slice(0, 1000);
  const stated = (inBrackets.exec(text) ?? inWords.exec(text))?.[1];
  if (stated !== undefined && !/^1\D+1$/.test(stated)) return stated.replaceAll(/[\s(]+/g, '');
  const some = range.exec(text);
  if (some) return some[1] ?? some[2] ?? '';
  const parts = series.flatMap(({ position }) => {
    return parsePosition(position)?.part ?? letterOf.exec(position ?? '')?.[1] ?? [];
  });
  return parts[0] === undefined ? null : `part ${parts[0]}`;
}
