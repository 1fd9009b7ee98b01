import type { Random } from '../torrent/hostile.ts';
import { pick, whole } from './chance.ts';

/** One of the samples with bytes turned over, cut out, doubled or overwritten. */
export function hostileBytes(random: Random, samples: readonly Buffer[]): Buffer {
  if (random() < 0.05)
    return Buffer.from(Array.from({ length: whole(random, 64) }, () => whole(random, 256)));
  let bytes: Buffer = Buffer.from(pick(random, samples));
  for (let left = 1 + whole(random, 5); left > 0; left -= 1) bytes = change(random, bytes);
  return bytes;
}

function change(random: Random, bytes: Buffer): Buffer {
  const at = whole(random, bytes.length + 1);
  const end = Math.min(bytes.length, at + whole(random, 32));
  switch (whole(random, 6)) {
    case 0:
      return Buffer.concat([bytes.subarray(0, at), bytes.subarray(end)]);
    case 1:
      return bytes.subarray(0, at);
    case 2:
      return Buffer.concat([bytes.subarray(0, end), bytes.subarray(at)]);
    case 3:
      return Buffer.from(bytes).fill(pick(random, [0, 0x7f, 0xff]), at, end);
    default: {
      const copy = Buffer.from(bytes);
      if (at < copy.length) copy[at] = whole(random, 256);
      return copy;
    }
  }
}
