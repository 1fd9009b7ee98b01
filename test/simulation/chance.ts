import { createHash } from 'node:crypto';

/** A number from 0 up to, and without, 1 that belongs to these words: no order of calls changes it. */
export function chanceOf(...words: readonly (string | number)[]): number {
  return createHash('sha1').update(words.join('\0')).digest().readUInt32BE() / 2 ** 32;
}

/** One of a list, by such a number. */
export function pickBy<T>(list: readonly T[], chance: number): T {
  const found = list[Math.floor(chance * list.length)];
  if (found === undefined) throw new Error('nothing to pick from');
  return found;
}
