import type { WorkKey } from '../../../src/library/match.ts';

const author = 'Anna Ward';

/** `work('The Salt Road', 'Ember #3; Tawny #1', { asin: … })`; by Anna Ward unless it says otherwise. */
export function work(title: string, places = '', changes: Partial<WorkKey> = {}): WorkKey {
  const series = places.split('; ').filter((place) => place !== '');
  return {
    title,
    authors: [author],
    series: series.map((place) => {
      const [name = '', position] = place.split(' #');
      return { name, position: position ?? null };
    }),
    ...changes,
  };
}

export const hours = (count: number) => Math.round(count * 3600);
