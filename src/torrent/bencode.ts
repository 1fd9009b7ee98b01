/** A value inside bytes that `checkBencode` has passed. */
export type Value = { bytes: Buffer; start: number; end: number };

export type BencodeFault = 'not-bencode' | 'not-canonical' | 'too-deep' | 'too-many-values';

type Span = { start: number; end: number };
type Container = { isDictionary: boolean; expectsKey: boolean; lastKey: Span | null };

const zero = 0x30;
const nine = 0x39;
const colon = 0x3a;
const minus = 0x2d;
const integerMark = 0x69;
const listMark = 0x6c;
const dictionaryMark = 0x64;
const endMark = 0x65;

/**
 * Whether the bytes are exactly one canonical bencoded value: keys sorted and unique, no leading or
 * negative zero, integers safe, nothing behind the end. One pass without recursion.
 */
export function checkBencode(
  bytes: Buffer,
  { maxDepth, maxValues }: { maxDepth: number; maxValues: number },
): BencodeFault | null {
  const open: Container[] = [];
  let at = 0;
  let values = 0;
  do {
    values += 1;
    if (values > maxValues) return 'too-many-values';
    const inner = open.at(-1);
    const mark = bytes[at];
    if (inner !== undefined && mark === endMark) {
      if (inner.isDictionary && !inner.expectsKey) return 'not-bencode';
      open.pop();
      at += 1;
    } else if (inner?.expectsKey) {
      const key = stringSpan(bytes, at);
      if (typeof key === 'string') return key;
      if (inner.lastKey !== null && !isBefore(bytes, inner.lastKey, key)) return 'not-canonical';
      inner.lastKey = key;
      inner.expectsKey = false;
      at = key.end;
    } else {
      if (inner?.isDictionary) inner.expectsKey = true;
      if (mark === listMark || mark === dictionaryMark) {
        if (open.length === maxDepth) return 'too-deep';
        const isDictionary = mark === dictionaryMark;
        open.push({ isDictionary, expectsKey: isDictionary, lastKey: null });
        at += 1;
      } else {
        const span = mark === integerMark ? integerSpan(bytes, at) : stringSpan(bytes, at);
        if (typeof span === 'string') return span;
        at = span.end;
      }
    }
  } while (open.length > 0);
  return at === bytes.length ? null : 'not-canonical';
}

/** The outermost value of bytes that `checkBencode` has passed. */
export function rootOf(bytes: Buffer): Value {
  return { bytes, start: 0, end: bytes.length };
}

/** The wanted keys of a dictionary; `null` when the value is no dictionary. */
export function pick<Key extends string>(
  value: Value,
  wanted: readonly Key[],
): Map<Key, Value> | null {
  const { bytes } = value;
  if (bytes[value.start] !== dictionaryMark) return null;
  const found = new Map<Key, Value>();
  for (let at = value.start + 1; bytes[at] !== endMark; ) {
    const keyEnd = endOf(bytes, at);
    const end = endOf(bytes, keyEnd);
    const text = textOf({ bytes, start: at, end: keyEnd })?.toString('latin1');
    const key = wanted.find((name) => name === text);
    if (key !== undefined) found.set(key, { bytes, start: keyEnd, end });
    at = end;
  }
  return found;
}

/** The items of a list one by one, because a hostile list has millions; none for another value. */
export function* itemsOf(value: Value): Generator<Value> {
  const { bytes } = value;
  if (bytes[value.start] !== listMark) return;
  for (let at = value.start + 1; bytes[at] !== endMark; ) {
    const end = endOf(bytes, at);
    yield { bytes, start: at, end };
    at = end;
  }
}

export function isList(value: Value): boolean {
  return value.bytes[value.start] === listMark;
}

/** The bytes of a string; `null` when the value is no string. */
export function textOf(value: Value): Buffer | null {
  const first = value.bytes[value.start] ?? 0;
  if (first < zero || first > nine) return null;
  return value.bytes.subarray(value.bytes.indexOf(colon, value.start) + 1, value.end);
}

/** A whole number of zero or more; `null` for anything else. */
export function countOf(value: Value | undefined): number | null {
  if (value === undefined || value.bytes[value.start] !== integerMark) return null;
  const number = Number(value.bytes.toString('latin1', value.start + 1, value.end - 1));
  return number >= 0 ? number : null;
}

function endOf(bytes: Buffer, start: number): number {
  let at = start;
  let depth = 0;
  do {
    const mark = bytes[at];
    if (mark === listMark || mark === dictionaryMark) {
      depth += 1;
      at += 1;
    } else if (mark === endMark) {
      depth -= 1;
      at += 1;
    } else {
      const span = mark === integerMark ? integerSpan(bytes, at) : stringSpan(bytes, at);
      if (typeof span === 'string') throw new Error(`unchecked bencode: ${span} at byte ${at}`);
      at = span.end;
    }
  } while (depth > 0);
  return at;
}

function stringSpan(bytes: Buffer, at: number): Span | BencodeFault {
  const length = readNumber(bytes, at, colon);
  if (typeof length === 'string') return length;
  const end = length.end + length.value;
  return end > bytes.length ? 'not-bencode' : { start: length.end, end };
}

function integerSpan(bytes: Buffer, at: number): Span | BencodeFault {
  const isNegative = bytes[at + 1] === minus;
  const number = readNumber(bytes, isNegative ? at + 2 : at + 1, endMark);
  if (typeof number === 'string') return number;
  if (isNegative && number.value === 0) return 'not-canonical';
  return { start: at, end: number.end };
}

function readNumber(
  bytes: Buffer,
  start: number,
  terminator: number,
): { value: number; end: number } | BencodeFault {
  let at = start;
  let value = 0;
  for (let byte = bytes[at]; byte !== undefined && byte >= zero && byte <= nine; byte = bytes[at]) {
    value = value * 10 + (byte - zero);
    if (value > Number.MAX_SAFE_INTEGER) return 'not-canonical';
    at += 1;
  }
  if (at === start || bytes[at] !== terminator) return 'not-bencode';
  if (bytes[start] === zero && at > start + 1) return 'not-canonical';
  return { value, end: at + 1 };
}

function isBefore(bytes: Buffer, a: Span, b: Span): boolean {
  return bytes.compare(bytes, b.start, b.end, a.start, a.end) < 0;
}
