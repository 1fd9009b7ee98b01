import type { WorkKey } from '../../src/library/match.ts';

/** What is looked for; the language in two letters. */
export type Wanted = WorkKey & { asin: string | null; language: string };

/** A row as the tracker's JSON has it, before anything of ours has read it. */
export type RawRow = Record<string, unknown>;

/** Another text than the wanted one. */
export const otherBooks = [
  'other-book',
  'same-title',
  'sequel',
  'novella',
  'summary',
  'about',
  'excerpt',
] as const;
/** The wanted text in a form nobody asked for. */
export const otherEditions = [
  'abridged',
  'adapted',
  'dramatised',
  'omnibus',
  'part',
  'language',
  'ebook',
] as const;
/** The right edition that may not be taken, or only with a person's word. */
const unobtainable = ['no-seeders', 'low-bitrate'] as const;

export type WrongClass =
  | (typeof otherBooks)[number]
  | (typeof otherEditions)[number]
  | (typeof unobtainable)[number];

export const wrongClasses: readonly WrongClass[] = [
  ...otherBooks,
  ...otherEditions,
  ...unobtainable,
];

/**
 * One search: what is wanted, what the tracker answers, and which of it may be taken. Every row is
 * either acceptable or wrong; with no acceptable row nothing may be taken.
 */
export type LabelledCase = {
  id: string;
  /** The ways in which the texts differ from how the book is called. */
  noise: string[];
  wanted: Wanted;
  rows: RawRow[];
  acceptable: number[];
  wrong: Record<number, WrongClass>;
};

/** Several releases of one title; `best` is the acceptable one that the order of the rules puts first. */
export type ChoiceCase = LabelledCase & { best: number };
