import type { Random } from '../torrent/hostile.ts';
import { pick, whole } from './chance.ts';
import { hostileText, token } from './text.ts';

type Branch = Record<string, unknown> | unknown[];

const names = ['__proto__', 'constructor', 'prototype', 'toString', 'length', 'polluted', '0', ''];
const numbers = [
  0,
  -0,
  -1,
  1,
  0.5,
  -0.1,
  0.999_999_9,
  1.000_000_1,
  8_640_000,
  2 ** 31,
  2 ** 53,
  2 ** 60,
  1e308,
  -1e308,
];

/** One of the samples (JSON) with values changed, dropped, doubled, moved or of another kind, as JSON could tell them. */
export function hostileJson(random: Random, samples: readonly string[]): unknown {
  if (random() < 0.02) return strange(random, samples);
  const value: unknown = JSON.parse(pick(random, samples));
  for (let left = 1 + whole(random, 4); left > 0; left -= 1)
    changeSomewhere(random, value, samples);
  return value;
}

/** The same as the bytes of an answer; now and then cut off, or with a wrong byte. */
export function hostileJsonText(random: Random, samples: readonly string[]): string {
  const kind = random();
  if (kind < 0.4) return hostileText(random, samples);
  if (kind < 0.42) return '['.repeat(whole(random, 50_000));
  return JSON.stringify(hostileJson(random, samples)) ?? '';
}

function changeSomewhere(random: Random, root: unknown, samples: readonly string[]): void {
  let place = root;
  while (isBranch(place)) {
    const keys = Object.keys(place);
    const key = keys.length > 0 ? pick(random, keys) : '0';
    const inside = Reflect.get(place, key) as unknown;
    if (!isBranch(inside) || random() < 0.25) return change(random, place, key, samples);
    place = inside;
  }
}

function change(random: Random, place: Branch, key: string, samples: readonly string[]): void {
  const value = Reflect.get(place, key) as unknown;
  switch (whole(random, 10)) {
    case 0:
      return void Reflect.deleteProperty(place, key);
    case 1:
      return set(place, pick(random, names), strange(random, samples));
    case 2:
      return set(place, '__proto__', { polluted: true });
    case 3:
      return set(place, pick(random, Object.keys(place)), value);
    case 4:
      return set(place, key, JSON.stringify(value));
    case 5:
      return set(
        place,
        key,
        typeof value === 'string' ? Number(value) || 0 : JSON.stringify(value),
      );
    case 6:
      return set(place, key, [value, value]);
    case 7:
      return set(
        place,
        key,
        typeof value === 'string' ? hostileText(random, [value]) : token(random),
      );
    default:
      return set(place, key, strange(random, samples));
  }
}

function strange(random: Random, samples: readonly string[]): unknown {
  switch (whole(random, 8)) {
    case 0:
      return pick(random, [null, true, false, [], {}, [[]], [null], Infinity]);
    case 1:
    case 2:
      return pick(random, numbers);
    case 3:
      return String(pick(random, numbers));
    case 4:
      return JSON.parse(pick(random, samples));
    case 5:
      return JSON.parse(
        '{"__proto__":{"polluted":true},"constructor":{"prototype":{"polluted":true}}}',
      );
    default:
      return hostileText(random, samples);
  }
}

/** As JSON could tell it: a property of that name, never the prototype; a list has places only. */
function set(place: Branch, key: string, value: unknown): void {
  if (Array.isArray(place) && !/^\d+$/.test(key)) return void place.push(value);
  Object.defineProperty(place, key, {
    value,
    configurable: true,
    enumerable: true,
    writable: true,
  });
}

function isBranch(value: unknown): value is Branch {
  return typeof value === 'object' && value !== null;
}
