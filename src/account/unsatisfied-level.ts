/** `near`: four fifths of the limit; `full`: what is left is the reserve, and every grab is held. */
export type UnsatisfiedLevel = 'near' | 'full';

type Unsatisfied = { count: number; limit: number };

const nearShare = 0.8;
const calmShare = 0.75;
const calmPlaces = 3;

/** How near the torrents that owe seed time are to the limit of the class; null is far enough. */
export function unsatisfiedLevel(
  { count, limit }: Unsatisfied,
  reserve: number,
): UnsatisfiedLevel | null {
  if (count + reserve >= limit) return 'full';
  return count >= nearShare * limit ? 'near' : null;
}

/** Whether it is far enough below the limit for the next time to be news again. */
export function isCalm({ count, limit }: Unsatisfied, reserve: number): boolean {
  return count <= Math.min(calmShare * limit, limit - reserve - calmPlaces);
}
