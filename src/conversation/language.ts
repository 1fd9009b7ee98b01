/**
 * The words of one language; everything the matcher knows of it stands in one such object. Lists of words
 * are texts with commas between.
 */
export type Language = {
  /** Short forms and what they stand for: `what's` is `what is`. */
  shortForms: readonly (readonly [short: RegExp, long: string])[];
  /** Politeness and filling that says nothing about what is wanted. */
  noise: string;
  /** Words that carry little: they count, but hardly. */
  small: string;
  /** A word and all that means the same; of several words too. */
  sameWords: Readonly<Record<string, string>>;
  ordinals: Readonly<Record<string, number>>;
  numbers: Readonly<Record<string, number>>;
  /** Units of time in days. */
  units: Readonly<Record<string, number>>;
  /** Times that need no number, in days. */
  times: Readonly<Record<string, number>>;
  /** What stands for the thing spoken of last, for all of them, for two of them. */
  pointing: { one: readonly string[]; all: readonly string[]; both: readonly string[] };
  /** What may begin an utterance that goes on from the one before. */
  goesOn: readonly string[];
  /** What asks for the rest of a list, and for the next thing in it. */
  more: readonly string[];
  next: readonly string[];
  yes: readonly string[];
  /** What separates a title from its author. */
  by: string;
  /** Kinds of numbered things, by the words before a number. */
  counted: Readonly<Record<string, string>>;
  /** What people say for each command. */
  says: Says;
};

/**
 * What people say for a command, one line each: `what is missing from {series}`. A field in braces is
 * filled from the utterance, and what follows `->` is given with it: `hidden books -> state=hidden`.
 * Words of `also` may come on top.
 */
export type Says = Readonly<Record<string, { lines: readonly string[]; also?: readonly string[] }>>;
