import type { Random } from '../torrent/hostile.ts';

export function pick<One>(random: Random, list: readonly One[]): One {
  return list[Math.floor(random() * list.length)] as One;
}

/** A whole number from 0 up to `below`. */
export function whole(random: Random, below: number): number {
  return Math.floor(random() * below);
}
