import type { StoredFacts } from '../../releases/release.entity.ts';
import type { BookFacts } from '../facts.ts';
import { factsOf, seriesPlaces } from '../provider.ts';
import { bareTitle } from './bare-title.ts';

/** What the upload a book came from says of it. */
export function releaseFacts(release: StoredFacts): BookFacts {
  const { title, subtitle, authors, narrators, series, language, asin, isAbridged } = release;
  const { durationSeconds } = release;
  return factsOf({
    title: bareTitle(title),
    subtitle,
    authors,
    narrators,
    series: seriesPlaces(series ?? []),
    language,
    asin,
    isAbridged,
    durationMinutes: durationSeconds ? Math.round(durationSeconds / 6) / 10 : null,
  });
}
