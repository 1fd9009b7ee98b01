import { seededRandom } from '../labels/random.ts';
import { phases, type Point } from './crossings.ts';

/** Every way to die on a story. */
export function allPoints(crossings: readonly string[]): Point[] {
  return crossings.flatMap((crossing) => phases.map((phase) => ({ crossing, phase })));
}

/** So many of them, the same ones for the same seed; all when there are not more. */
export function share(points: readonly Point[], count: number, seed: number): Point[] {
  return seededRandom(seed).shuffled(points).slice(0, count);
}

export function describePoint({ crossing, phase }: Point): string {
  return `${phase} ${crossing}`;
}
