import { writePosition } from '../../library/position.ts';
import { readNamedVolume } from '../../library/volumes.ts';
import type { SeriesPlace } from '../facts.ts';
import type { Told } from './tag-facts.ts';

/** The series that tags name: in fields of their own, or as "Ember #3" in the grouping. */
export function taggedSeries(told: Told): SeriesPlace[] {
  const own = pairs(told('series'), told('series-part'));
  if (own.length > 0) return own;
  const shown = pairs(told('mvnm', 'show'), told('mvin', 'episode_id'));
  if (shown.length > 0) return shown;
  return told('grouping').flatMap((text) => text.split(/\s*;\s*/).flatMap(numbered));
}

/** Several series and their places stand in the same order, between semicolons. */
function pairs(names: readonly string[], places: readonly string[]): SeriesPlace[] {
  const sequences = places.flatMap((text) => text.split(/\s*;\s*/));
  return names
    .flatMap((text) => text.split(/\s*;\s*/))
    .filter((name) => name.trim() !== '')
    .map((name, index) => ({ name: name.trim(), sequence: sequences[index]?.trim() || null }));
}

/** A grouping without a number may be anything. */
function numbered(text: string): SeriesPlace[] {
  const place = readNamedVolume(text);
  return place?.name ? [{ name: place.name, sequence: writePosition(place.position) }] : [];
}
