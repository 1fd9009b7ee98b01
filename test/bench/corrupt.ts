import type { Random } from '../labels/random.ts';

/** One way to spoil a file; what it makes of the bytes. */
export type Spoil = (good: Buffer, random: Random) => Buffer;

function flips(count: number): Spoil {
  return (good, random) => {
    const bytes = Buffer.from(good);
    for (let done = 0; done < count; done += 1) {
      const at = random.between(0, bytes.length - 1);
      bytes[at] = (bytes[at] ?? 0) ^ (1 << random.between(0, 7));
    }
    return bytes;
  };
}

function hole(share: number): Spoil {
  return (good, random) => {
    const length = Math.ceil(good.length * share);
    const at = random.between(0, good.length - length);
    return Buffer.from(good).fill(0, at, at + length);
  };
}

/** A quarter to six tenths are gone. */
function cut(where: 'start' | 'middle' | 'end'): Spoil {
  return (good, random) => {
    const kept = Math.floor(good.length * (0.4 + random.next() * 0.35));
    if (where === 'start') return good.subarray(good.length - kept);
    if (where === 'end') return good.subarray(0, kept);
    const half = Math.floor(kept / 2);
    return Buffer.concat([good.subarray(0, half), good.subarray(good.length - half)]);
  };
}

function disguise(head: string): Spoil {
  return (good, random) => {
    const bytes = Buffer.alloc(good.length, random.between(1, 255));
    bytes.write(head, 'latin1');
    return bytes;
  };
}

const page = '<!DOCTYPE html>\n<html><head><title>Sign in</title></head><body></body></html>';

/** Every class of damage, and how often it is made of each file. */
export const spoils: Readonly<Record<string, { times: number; spoil: Spoil }>> = {
  '1 bit flipped': { times: 8, spoil: flips(1) },
  '10 bits flipped': { times: 8, spoil: flips(10) },
  '100 bits flipped': { times: 8, spoil: flips(100) },
  '1,000 bits flipped': { times: 8, spoil: flips(1000) },
  'a hole of 0.1 %': { times: 6, spoil: hole(0.001) },
  'a hole of 10 %': { times: 6, spoil: hole(0.1) },
  'the start is missing': { times: 6, spoil: cut('start') },
  'the middle is missing': { times: 6, spoil: cut('middle') },
  'the end is missing': { times: 6, spoil: cut('end') },
  'the first 100 to 4,000 bytes are zeros': {
    times: 6,
    spoil: (good, random) => Buffer.from(good).fill(0, 0, random.between(100, 4000)),
  },
  'the first 100 to 4,000 bytes are missing': {
    times: 6,
    spoil: (good, random) => good.subarray(random.between(100, 4000)),
  },
  'a web page': { times: 2, spoil: () => Buffer.from(page) },
  'a web page with anything behind it': { times: 2, spoil: disguise(page) },
  'a zip archive': { times: 2, spoil: disguise('PK\x03\x04') },
  'a Windows program': { times: 2, spoil: disguise('MZ\x90\0\x03') },
  'zeros only': { times: 1, spoil: (good) => Buffer.alloc(good.length) },
  empty: { times: 1, spoil: () => Buffer.alloc(0) },
  noise: {
    times: 3,
    spoil: (good, random) => Buffer.from(good.map(() => random.between(0, 255))),
  },
};
