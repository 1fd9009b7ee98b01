import { isUtf8 } from 'node:buffer';

/** A value inside bytes that `checkBencode` has passed. */
export type Value = { bytes: Buffer; start: number; end: number };

export type BencodeFault = 'not-bencode' | 'not-canonical' | 'too-deep' | 'too-many-values';

/** `keyStart` and `keyEnd` are the last key's text; zero before the first one. */
type Container = { isDictionary: boolean; expectsKey: boolean; keyStart: number; keyEnd: number };

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
      const end = stringEnd(bytes, at);
      if (end < 0) return faultOf(end);
      const start = textStart(bytes, at);
      if (!isAfterKey(bytes, inner, start, end)) return 'not-canonical';
      inner.keyStart = start;
      inner.keyEnd = end;
      inner.expectsKey = false;
      at = end;
    } else {
      if (inner?.isDictionary) inner.expectsKey = true;
      if (mark === listMark || mark === dictionaryMark) {
        if (open.length === maxDepth) return 'too-deep';
        const isDictionary = mark === dictionaryMark;
        open.push({ isDictionary, expectsKey: isDictionary, keyStart: 0, keyEnd: 0 });
        at += 1;
      } else {
        const end = mark === integerMark ? integerEnd(bytes, at) : stringEnd(bytes, at);
        if (end < 0) return faultOf(end);
        at = end;
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
    const text = bytes.toString('latin1', textStart(bytes, at), keyEnd);
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
  const { bytes, start, end } = value;
  return isDigit(bytes[start]) ? bytes.subarray(textStart(bytes, start), end) : null;
}

/** The size of a string; `null` when the value is no string. */
export function textBytes({ bytes, start, end }: Value): number | null {
  return isDigit(bytes[start]) ? end - textStart(bytes, start) : null;
}

/** A string as text; `null` when it is not UTF-8. */
export function utf8Of({ bytes, start, end }: Value): string | null {
  const from = textStart(bytes, start);
  const text = bytes.toString('utf8', from, end);
  // The mark for what cannot be read may also stand there as such.
  return text.includes('\ufffd') && !isUtf8(bytes.subarray(from, end)) ? null : text;
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
      const end = mark === integerMark ? integerEnd(bytes, at) : stringEnd(bytes, at);
      if (end < 0) throw new Error(`unchecked bencode at byte ${at}`);
      at = end;
    }
  } while (depth > 0);
  return at;
}

// The ends of strings and integers are plain numbers, because hostile files have millions of them
// and an object for each would cost more than reading them. Below zero they are faults.
const notBencode = -1;
const notCanonical = -2;

function faultOf(end: number): BencodeFault {
  return end === notCanonical ? 'not-canonical' : 'not-bencode';
}

function stringEnd(bytes: Buffer, at: number): number {
  const colonAt = digitsEnd(bytes, at, colon);
  if (colonAt < 0) return colonAt;
  const end = colonAt + 1 + numberIn(bytes, at, colonAt);
  return end > bytes.length ? notBencode : end;
}

function integerEnd(bytes: Buffer, at: number): number {
  const isNegative = bytes[at + 1] === minus;
  const start = isNegative ? at + 2 : at + 1;
  const end = digitsEnd(bytes, start, endMark);
  if (end < 0) return end;
  return isNegative && bytes[start] === zero ? notCanonical : end + 1;
}

/** Where the digits end, which is at the terminator; one zero may stand alone only. */
function digitsEnd(bytes: Buffer, start: number, terminator: number): number {
  let at = start;
  while (isDigit(bytes[at])) {
    if (at - start === mostDigits) return notCanonical;
    at += 1;
  }
  if (at === start || bytes[at] !== terminator) return notBencode;
  if (bytes[start] === zero && at > start + 1) return notCanonical;
  return numberIn(bytes, start, at) > Number.MAX_SAFE_INTEGER ? notCanonical : at;
}

/** Digits of the largest safe integer. */
const mostDigits = 16;

function isDigit(byte: number | undefined): boolean {
  return byte !== undefined && byte >= zero && byte <= nine;
}

function numberIn(bytes: Buffer, start: number, end: number): number {
  let value = 0;
  for (let at = start; at < end; at += 1) value = value * 10 + ((bytes[at] ?? zero) - zero);
  return value;
}

function textStart(bytes: Buffer, at: number): number {
  return bytes.indexOf(colon, at) + 1;
}

/** Whether a key comes behind the last one; equal keys do not. */
function isAfterKey(bytes: Buffer, last: Container, start: number, end: number): boolean {
  if (last.keyStart === 0) return true;
  return bytes.compare(bytes, last.keyStart, last.keyEnd, start, end) > 0;
}
