import { sameWork } from '../library/match.ts';
import type { Release } from '../releases/facts.ts';
import { whyNoBook } from './plain-book.ts';

export type Place = { place: number; release: Release };
export type PassedOver = { title: string; snatches: number | null; reason: string };
export type Chart = { places: Place[]; passedOver: PassedOver[] };

/**
 * The books of a chart: releases in the order of their snatches, each book once. What would not be
 * taken (another language, abridged, …) has no place of its own, and neither has a second upload of a
 * book; both are named, and the next one moves up.
 */
export function placesOf(
  releases: readonly Release[],
  { places: most, languages }: { places: number; languages: readonly string[] },
): Chart {
  const places: Place[] = [];
  const passedOver: PassedOver[] = [];
  for (const release of releases) {
    if (places.length === most) break;
    const reason = whyNoBook(release, languages) ?? whyNoPlace(release, places);
    const { title, snatches } = release;
    if (reason === null) places.push({ place: places.length + 1, release });
    else passedOver.push({ title, snatches, reason });
  }
  return { places, passedOver };
}

function whyNoPlace(release: Release, places: readonly Place[]): string | null {
  if (!release.snatches) return 'not known to be snatched by anybody';
  const twin = places.find((one) => sameWork(one.release, release).same);
  return twin ? `the same book as place ${twin.place}` : null;
}
