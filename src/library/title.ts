import { isSpan } from './position.ts';
import { readTitle, type TitleReading } from './read-title.ts';
import { foldSeries, foldWords } from './text.ts';
import { isPiece, type TitleSeries } from './volumes.ts';

/** The title for comparison: no noise, and the number of a volume that is named by its number alone. */
export function foldTitle(title: string): string {
  return foldReading(readTitle(title));
}

/** Every key under which a title is found: "Remnant 1" is "Remnant" as well. Empty for a title without words. */
export function titleForms(title: string): string[] {
  const reading = readTitle(title);
  const full = foldReading(reading);
  const last = reading.parts.at(-1)?.text ?? '';
  // "The Chosen One" is not "The Chosen".
  const isFirst = /\s(?:0{0,2}1|i)$/.test(last) && !isPiece(full);
  return full === '' ? [] : [full, ...(isFirst ? [full.replace(/ 1$/, '')] : [])];
}

function foldReading(reading: TitleReading): string {
  const folded = foldMain(reading);
  const [series] = reading.places;
  const number = series ? volumeNumber(series, folded) : null;
  return number === null || ` ${folded}`.endsWith(` ${number}`) ? folded : `${folded} ${number}`;
}

/** Without what is probably a series, unless a single word would be left. */
function foldMain({ parts }: TitleReading): string {
  const main = parts.filter(({ from }) => from !== 'series');
  const folded = foldWords(main.map(({ text }) => text).join(' '));
  if (folded.includes(' ') || main.length === parts.length) return folded;
  return foldWords(parts.map(({ text }) => text).join(' '));
}

/** "Fostering Faust (Fostering Faust, #2)": here the number is the only difference between two books. */
function volumeNumber({ name, position }: TitleSeries, folded: string): number | null {
  if (isSpan(position) || position.from === 1) return null;
  return name === null || foldSeries(name) === foldSeries(folded) ? position.from : null;
}
