import { withoutLinks } from './neutral.ts';

export type Written =
  /** The model says that the passages do not answer, or names none of them for what it says. */
  | { kind: 'none' | 'unfounded' }
  | {
      kind: 'answer';
      text: string;
      /** Numbers of the passages it leans on, from 1. */
      cited: number[];
      /** How many passages it named that it was not given. */
      invented: number;
      /** Figures that stand neither in those passages nor in the question. */
      strange: string[];
    };

const longest = 1500;
// Numbers are apart from each other, so that there is one way only to read a row of digits.
const citation =
  /[^\S\n]{0,5}\[\s{0,5}(?:passages?\s{0,5})?(\d{1,4}(?:[\s,;&]{1,5}\d{1,4}){0,50})[\s,;&]{0,5}\]/gi;
const figure = /\d+(?:[.,]\d+)*/g;

/**
 * What a model wrote, held against the passages it was given: citations of others are taken out and
 * counted, figures that are from nowhere are named. Without a single passage to lean on it is no answer.
 */
export function readWritten(
  written: string,
  passages: readonly string[],
  question: string,
): Written {
  if (/^\W*none\W*$/i.test(written)) return { kind: 'none' };
  const cited = new Set<number>();
  let invented = 0;
  const text = written.slice(0, longest).replaceAll(citation, (_whole, list: string) => {
    const numbers = (list.match(/\d+/g) ?? []).map(Number);
    const real = numbers.filter((number) => number >= 1 && number <= passages.length);
    invented += numbers.length - real.length;
    for (const number of real) cited.add(number);
    return real.length > 0 ? ` [${real.join(', ')}]` : '';
  });
  if (cited.size === 0) return { kind: 'unfounded' };
  const ground = [question, ...[...cited].map((number) => passages[number - 1] ?? '')].join(' ');
  const known = new Set(ground.match(figure));
  const figures = text.replaceAll(/\[[\d, ]+\]/g, '').match(figure) ?? [];
  return {
    kind: 'answer',
    text: withoutLinks(text).trim(),
    cited: [...cited].sort((a, b) => a - b),
    invented,
    strange: [...new Set(figures.filter((one) => !known.has(one)))],
  };
}
