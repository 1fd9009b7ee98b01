import type { MediaPatch } from '../clients/audiobookshelf/index.ts';
import type { HeldValues } from './held-values.ts';

/** The values as a patch; null empties a field. Cover and chapters go other ways. */
export function toPatch(values: HeldValues): MediaPatch {
  const { title, authors, narrators, series, genres, isAbridged } = values;
  const { coverUrl: _c, chapters: _h, durationMinutes: _d, ...plain } = values;
  const { title: _t, isAbridged: _i, ...texts } = plain;
  return {
    ...texts,
    ...(title === undefined ? {} : { title: title ?? '' }),
    ...(isAbridged === undefined ? {} : { isAbridged: isAbridged === true }),
    ...(authors === undefined ? {} : { authors: authors ?? [] }),
    ...(narrators === undefined ? {} : { narrators: narrators ?? [] }),
    ...(series === undefined ? {} : { series: series ?? [] }),
    ...(genres === undefined ? {} : { genres: genres ?? [] }),
  } as MediaPatch;
}
