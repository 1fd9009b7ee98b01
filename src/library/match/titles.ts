import { isExplanation } from '../labels.ts';
import type { TitleReading } from '../read-title.ts';
import { foldSeries, foldWords } from '../text.ts';
import { isPiece } from '../volumes.ts';
import { compareCut, isSlip } from './alike.ts';
import { isCount, shareForm, significantWords } from './title-words.ts';
import { withoutRemarks } from './undecorated.ts';

type Part = { text: string; folded: string; from: 'title' | 'bracket' | 'series' };

/** A title ready to compare. */
export type TitleShape = {
  /** The parts that name the book, subtitles last; empty when only a series is named. */
  parts: Part[];
  /** All of it as it stands. */
  full: string;
  /** "The Salt Ro…": the end is missing. */
  isCut: boolean;
  /** Every way to write the parts as one. */
  wholes: string[];
  /** The same without what is probably a series: "Colony" of "Colony: Old Man's War, Book 3". */
  shorts: string[];
  /** "Volume 1" counts pieces as often as books. */
  countsVolumes: boolean;
  /** "Bone King, Book 2": a number beside the words; null when there is none. */
  volume: number | null;
  /** The number of what is probably a series. */
  seriesVolume: number | null;
  /** Folded names of series in the title. */
  names: string[];
  /** The same with "Saga", "Trilogy" and the like. */
  fullNames: string[];
  /** "Remnant 1" and "Remnant I" may be called "Remnant"; "The Chosen One" may not be "The Chosen". */
  endsInOne: boolean;
  isPiece: boolean;
};

/**
 * `same`: the same words. `explained`: one has a subtitle more, which explains the book. `extended`:
 * one has words more that may name another book. `numbered`: one has the number of a volume and the
 * other has none. `series`: one is called by its series only. `slip`: a letter or two differ.
 */
export type TitleRelation =
  | 'same'
  | 'explained'
  | 'extended'
  | 'numbered'
  | 'series'
  | 'slip'
  | 'other';

/** Of so many words none is the same by chance. */
const longTitle = 5;
/** "2: The Return" is not "2". */
const shortestHead = 3;

export function shapeOf(reading: TitleReading, title: string): TitleShape {
  const { parts: read, places, names, aliases } = reading;
  const parts = read.map((part) => ({ ...part, folded: foldWords(part.text) }));
  const plain = parts.filter(({ from }) => from !== 'series');
  const numberOf = (name: string | null) => {
    return places.find((place) => place.name === name)?.position.from ?? null;
  };
  const asides = parts.filter(({ from }) => from === 'series').map(({ text }) => numberOf(text));
  return {
    full: foldWords(withoutRemarks(title)),
    isCut: /(?:…|\.\.\.)\s*$/.test(title),
    parts: parts.filter(({ folded }) => folded !== ''),
    wholes: waysToWrite(parts, aliases),
    // A single word is too little to leave out what may be its subtitle.
    shorts: waysToWrite(plain, aliases).filter((text) => significantWords(text).length > 1),
    countsVolumes: places.some(({ name, isVolume }) => name === null && isVolume === true),
    volume: numberOf(null),
    seriesVolume: asides.find((number) => number !== null) ?? null,
    names: names.map(foldSeries),
    fullNames: names.map(foldWords),
    endsInOne: /\s(?:0{0,2}1|i)$/.test(read.at(-1)?.text ?? ''),
    isPiece: read.some(({ text }) => isPiece(text)),
  };
}

/** How two titles that both have words of their own relate. */
export function compareTitles(a: TitleShape, b: TitleShape): TitleRelation {
  if (isOneVolume(a, b) || isOneVolume(b, a)) return 'numbered';
  if (shareForm(a.shorts, b.shorts)) return compareVolumes(a.volume, b.volume);
  if (shareForm(a.wholes, b.wholes)) {
    return compareVolumes(a.volume ?? a.seriesVolume, b.volume ?? b.seriesVolume);
  }
  if (shareForm(withVolume(a), b.wholes) || shareForm(withVolume(b), a.wholes)) return 'same';
  if (isNumbered(a, b) || isNumbered(b, a)) return a.endsInOne || b.endsInOne ? 'same' : 'numbered';
  if (sortedParts(a) === sortedParts(b) || sayTheSame(a, b)) return 'same';
  const part = comparePart(a, b) ?? comparePart(b, a) ?? compareSubtitles(a, b);
  if (part) return part;
  const cut = compareCut(a, b) ?? compareCut(b, a);
  if (cut) return cut;
  const isTyping = a.wholes.some((left) => b.wholes.some((right) => isSlip(left, right)));
  return isTyping || isSlippedHead(a, b) || isSlippedHead(b, a) ? 'slip' : 'other';
}

/** "Deep Work for Busy Peopel" for "Deep Work for Busy People: …". */
function isSlippedHead(long: TitleShape, short: TitleShape): boolean {
  const [head, ...behind] = long.parts;
  const [only, ...more] = short.parts;
  if (!head || !only || behind.length === 0 || more.length > 0) return false;
  const isKnown = significantWords(head.folded).length >= shortestHead;
  return (
    isKnown && behind.every(({ text }) => isExplanation(text)) && isSlip(head.folded, only.folded)
  );
}

/** A first volume is often called without its number. */
function compareVolumes(a: number | null, b: number | null): TitleRelation {
  if (a !== null && b !== null) return a === b ? 'same' : 'other';
  return (a ?? b ?? 1) === 1 ? 'same' : 'numbered';
}

/** "War and Peace, Volume 1" may be half of "War and Peace". */
function isOneVolume(one: TitleShape, whole: TitleShape): boolean {
  const isCounted = one.volume === 1 && one.countsVolumes;
  return isCounted && whole.volume === null && shareForm(one.wholes, whole.wholes);
}

function waysToWrite(parts: readonly Part[], aliases: readonly string[]): string[] {
  const joined = foldWords(parts.map(({ text }) => text).join(' '));
  const apart = parts
    .map(({ folded }) => folded)
    .join(' ')
    .trim();
  return [...new Set([joined, apart, ...aliases.map(foldWords)])].filter((text) => text !== '');
}

/** "… Who Climbed Out the Window" and "… Who Climbed Out of the Window". */
function sayTheSame(a: TitleShape, b: TitleShape): boolean {
  const [left, right] = [a, b].map(({ wholes }) => significantWords(wholes[0] ?? ''));
  return (left ?? []).length >= longTitle && left?.join() === right?.join();
}

function sortedParts({ parts }: TitleShape): string {
  return parts
    .map(({ folded }) => folded)
    .toSorted()
    .join('|');
}

function withVolume({ wholes, volume }: TitleShape): string[] {
  return volume === null ? [] : wholes.map((whole) => `${whole} ${volume}`);
}

/** "Bone King 2" beside "Bone King". */
function isNumbered(numbered: TitleShape, plain: TitleShape): boolean {
  const bases = numbered.wholes.filter((whole) => / \d{1,3}$/.test(whole));
  return shareForm(
    bases.map((whole) => whole.replace(/ \d+$/, '')),
    plain.wholes,
  );
}

/** The shorter title is the first part of the longer one, or what stands behind its first part. */
function comparePart(long: TitleShape, short: TitleShape): TitleRelation | null {
  const [first, ...rest] = long.parts;
  if (!first || rest.length === 0) return null;
  if (first.folded.length >= shortestHead && shareForm([first.folded], short.wholes)) {
    if (!rest.every(isHarmless)) return 'extended';
    return rest.every(isRemark) ? 'same' : 'explained';
  }
  const tail = rest.filter(({ from }) => from === 'title').map(({ folded }) => folded);
  const tails = [tail.join(' '), tail.at(-1) ?? ''].filter((one) => one !== '');
  const found = tails.find((one) => shareForm([one], short.wholes));
  if (found === undefined) return null;
  if (first.from === 'title' && show.test(first.text)) return 'extended';
  return significantWords(found).length > 1 ? 'same' : 'extended';
}

/** Who talks about books names his show before the title; franchises ("Star Wars: …") stand there, too. */
const show =
  /\b(?:podcast|reads?|readers?|reading|in our time|overdue|book ?club|reviews?|recap|digest|talks?|radio|show|hour|minutes?|lessons|notes|insights|episode)\b/;

/** A second title names no volume: "Moby-Dick; or, The Whale". */
function isRemark({ text, from }: Part): boolean {
  return from === 'title' && /^or,? /.test(text);
}

/** A bracket that tells neither of the series nor of the recording may name anything. */
function isHarmless({ text, from }: Part): boolean {
  return from === 'series' || (from === 'title' && isExplanation(text));
}

/** One title with two subtitles: the same when both explain the book in much the same words. */
function compareSubtitles(a: TitleShape, b: TitleShape): TitleRelation | null {
  const [left, ...leftRest] = a.parts;
  const [right, ...rightRest] = b.parts;
  if (!left || !right || !shareForm([left.folded], [right.folded])) return null;
  if (leftRest.length * rightRest.length === 0) return null;
  const all = [...leftRest, ...rightRest];
  const counts = [leftRest, rightRest].map((rest) => {
    return rest.flatMap(({ folded }) => folded.split(' ').filter(isCount)).join();
  });
  const words = [leftRest, rightRest].map((rest) => {
    return new Set(rest.flatMap(({ folded }) => significantWords(folded)));
  });
  const [one = new Set<string>(), other = new Set<string>()] = words;
  const common = [...one].filter((word) => other.has(word)).length;
  const isShorter = common >= 2 && common === Math.min(one.size, other.size);
  const isSameCount = counts[0] === counts[1];
  if (isShorter && isSameCount && all.every(({ from }) => from === 'title')) return 'same';
  if (!all.every(isHarmless)) return null;
  if (!isSameCount) return 'other';
  return isShorter || 2 * common >= Math.max(one.size, other.size) ? 'same' : 'extended';
}
