import { fold } from './words.ts';
import type { Name, NameKind } from './names.ts';
import type { Piece } from './read.ts';
import type { Item, State } from './state.ts';
import type { Language } from './language.ts';

/** What may fill a field, by the field's name; a field that is not listed takes text only. */
type Taking = { names?: readonly NameKind[]; items?: string; numbers?: readonly string[] };
const taking: Readonly<Record<string, Taking>> = {
  series: { names: ['series'], items: 'series' },
  author: { names: ['author'], items: 'author' },
  text: { names: ['book', 'author', 'series', 'gap'] },
  title: { names: ['gap', 'book', 'proposal'], items: 'gap' },
  book: { names: ['gap', 'proposal', 'download', 'book'], items: 'gap' },
  gap: { names: ['gap'], items: 'gap' },
  proposal: { names: ['proposal'], items: 'proposal', numbers: ['proposal'] },
  download: { names: ['download'], items: 'download', numbers: ['download', 'torrent'] },
  release: { items: 'release', numbers: ['release', 'torrent'] },
  add: { items: 'release', numbers: ['release', 'torrent'] },
  remove: { items: 'release', numbers: ['release', 'torrent'] },
  torrent: { items: 'torrent', numbers: ['torrent', 'download'] },
  wish: { items: 'wish', numbers: ['wish'] },
  run: { items: 'run', numbers: ['run'] },
  purchase: { items: 'purchase', numbers: ['purchase'] },
  count: { numbers: [] },
  code: { numbers: [] },
};

/** Fields that are filled by a number and nothing else. */
const numbered = [
  'proposal',
  'download',
  'release',
  'add',
  'remove',
  'torrent',
  'wish',
  'run',
  'purchase',
];

export type Filled = { values: (string | number)[]; used: Piece[]; isLeaning: boolean };
export type Surroundings = {
  language: Language;
  state: State | null;
  names: readonly Name[];
  /** The values of fields that take one of a list. */
  options: Readonly<Record<string, readonly string[]>>;
};

export function isNumbered(field: string): boolean {
  return numbered.includes(field);
}

/** Fills a field from the pieces that are left, in the ways that need no guessing; null when none does. */
export function fill(field: string, left: readonly Piece[], around: Surroundings): Filled | null {
  if (field === 'days' || field === 'until') return fillTime(field, left);
  if (around.options[field]) return fillOption(around.options[field], left);
  return (
    fillNumber(field, left, around) ??
    fillName(field, left, around) ??
    fillPointed(field, left, around) ??
    null
  );
}

/** Fills it from what was spoken of last, when that can only be one thing. */
export function lean(field: string, { state, names }: Surroundings): Filled | null {
  const kind = taking[field]?.items;
  if (!kind) return null;
  const items = itemsFor(state, kind);
  const open = state ? [] : names.filter((name) => name.kind === kind && kind === 'proposal');
  const [only, ...more] = items.length > 0 ? items : open;
  if (!only || more.length > 0) return null;
  return { values: [valueOf(field, only)], used: [], isLeaning: true };
}

function fillTime(field: string, left: readonly Piece[]): Filled | null {
  const time = left.find((piece) => piece.kind === 'time');
  if (time?.kind !== 'time') return null;
  const days = time.days === null ? null : Math.max(1, Math.round(time.days));
  const value = field === 'days' ? days : time.text;
  return value === null ? null : { values: [value], used: [time], isLeaning: false };
}

/** The longest run of pieces that is one of the options, whatever spaces and signs stand between. */
function fillOption(options: readonly string[], left: readonly Piece[]): Filled | null {
  const tight = (text: string) => fold(text).replaceAll(/[\s_-]+/g, '');
  for (let length = Math.min(4, left.length); length > 0; length -= 1) {
    for (let at = 0; at + length <= left.length; at += 1) {
      const used = left.slice(at, at + length);
      const said = tight(used.map(({ raw }) => raw).join(' '));
      const option = options.find((one) => tight(one) === said);
      if (option !== undefined) return { values: [option], used, isLeaning: false };
    }
  }
  return null;
}

function fillNumber(
  field: string,
  left: readonly Piece[],
  { language }: Surroundings,
): Filled | null {
  const kinds = taking[field]?.numbers;
  if (!kinds) return null;
  const word = left.find((piece) => piece.kind === 'word' && piece.word in language.numbers);
  if (field === 'count' && word?.kind === 'word') {
    return { values: [language.numbers[word.word] ?? 0], used: [word], isLeaning: false };
  }
  for (const piece of left) {
    if (piece.kind !== 'numbers' || (piece.of !== null && !kinds.includes(piece.of))) continue;
    const values = field === 'code' ? piece.numbers.map(String) : piece.numbers;
    return { values, used: [piece], isLeaning: false };
  }
  return null;
}

function fillName(field: string, left: readonly Piece[], around: Surroundings): Filled | null {
  const kinds = taking[field]?.names ?? [];
  for (const kind of kinds) {
    for (const piece of left) {
      if (piece.kind !== 'name') continue;
      const values = namedBy(field, kind, piece.names, around);
      if (values.length > 0) return { values, used: [piece], isLeaning: false };
    }
  }
  return null;
}

/** "the Sanderson one" is the only proposal of his that is shown, or open. */
function namedBy(
  field: string,
  kind: NameKind,
  names: readonly Name[],
  { state, names: all }: Surroundings,
): (string | number)[] {
  const own = names.find((name) => name.kind === kind);
  if (own) return [isNumbered(field) ? own.id : own.name];
  if (!isNumbered(field)) return [];
  const authors = names.filter((name) => name.kind === 'author').map(({ name }) => name);
  const theirs = all.filter((name) => name.kind === kind && authors.includes(name.by));
  const shown = itemsFor(state, kind).map(({ id }) => id);
  const among = theirs.filter(({ id }) => shown.includes(id));
  const [only, ...more] = among.length > 0 ? among : theirs;
  return only && more.length === 0 ? [only.id] : [];
}

/** "it", "the second", "the first and the last", "both", "all three". */
function fillPointed(
  field: string,
  left: readonly Piece[],
  { state, language }: Surroundings,
): Filled | null {
  const kind = taking[field]?.items;
  const items = kind ? itemsFor(state, kind) : [];
  if (items.length === 0) return null;
  const { ordinals, pointing } = language;
  const pieceOf = (words: readonly string[]) =>
    left.filter((piece) => piece.kind === 'word' && words.includes(piece.word));
  const counted = left.filter(
    (piece) => piece.kind === 'word' && ordinals[piece.word] !== undefined,
  );
  const chosen = counted.flatMap((piece) => {
    const place = piece.kind === 'word' ? (ordinals[piece.word] ?? 0) : 0;
    return items.at(place < 0 ? place : place - 1) ?? [];
  });
  if (counted.length > 0) {
    const isWhole = chosen.length === counted.length;
    return isWhole
      ? { values: chosen.map((item) => valueOf(field, item)), used: counted, isLeaning: true }
      : null;
  }
  const both = pieceOf(pointing.both);
  const isBoth = both.length > 0 && items.length === 2;
  const all = pieceOf([...pointing.all, 'everything']);
  if (isBoth || (all.length > 0 && items.length > 1)) {
    const used = isBoth ? both : all;
    return { values: items.map((item) => valueOf(field, item)), used, isLeaning: true };
  }
  const [one] = pieceOf(pointing.one);
  const [only] = items;
  if (!one || !only || items.length > 1) return null;
  return { values: [valueOf(field, only)], used: [one], isLeaning: true };
}

function itemsFor(state: State | null, kind: string): readonly Item[] {
  return state?.items.filter((item) => item.kind === kind) ?? [];
}

function valueOf(field: string, { id, ...item }: Item | Name): string | number {
  if (isNumbered(field)) return id;
  if (field === 'series' || field === 'author') return 'text' in item ? item.text : item.name;
  return String(id);
}
