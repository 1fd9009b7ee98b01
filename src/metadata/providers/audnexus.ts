import type { Audnexus } from '../../clients/audnexus/index.ts';
import { factsOf, type MetadataProvider, seriesPlaces } from '../provider.ts';
import { plainProse } from '../plain-prose.ts';

/** Knows a book by its ASIN alone. */
export function audnexusProvider(audnexus: Audnexus): MetadataProvider {
  return {
    name: 'audnexus',
    weight: 1,
    answers: [
      'title',
      'subtitle',
      'authors',
      'narrators',
      'series',
      'publishedYear',
      'publisher',
      'description',
      'genres',
      'language',
      'isbn',
      'asin',
      'isAbridged',
      'durationMinutes',
      'coverUrl',
      'chapters',
    ],
    canAsk: ({ asin }) => Boolean(asin),
    async look({ asin }) {
      const book = asin ? await audnexus.book(asin) : null;
      if (!book) return [];
      const chapters = await audnexus.chapters(book.asin);
      const { series, year, description, minutes, ...told } = book;
      const facts = factsOf({
        ...told,
        chapters,
        series: seriesPlaces(series),
        publishedYear: year,
        description: plainProse(description),
        durationMinutes: minutes,
      });
      return [{ facts, speaksOf: 'recording', isbns: [] }];
    },
  };
}
