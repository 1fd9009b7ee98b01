import type { CustomMatch, CustomProvider } from '../../clients/custom-provider/index.ts';
import {
  type Candidate,
  factsOf,
  hasTitle,
  type MetadataProvider,
  seriesPlaces,
} from '../provider.ts';
import { plainProse } from '../plain-prose.ts';

/** A provider of one's own; what it knows is not known before, so it is asked for everything. */
export function customProvider({
  name,
  weight,
  client,
}: {
  name: string;
  weight: number;
  client: CustomProvider;
}): MetadataProvider {
  return {
    name: `custom:${name}`,
    weight,
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
      'durationMinutes',
      'coverUrl',
    ],
    canAsk: hasTitle,
    async look({ title, authors, isbn }) {
      const found = await client.search({ title, author: authors[0] ?? null, isbn });
      return found.map(candidateOf);
    },
  };
}

function candidateOf({ series, year, description, minutes, ...told }: CustomMatch): Candidate {
  const facts = factsOf({
    ...told,
    series: seriesPlaces(series),
    publishedYear: year,
    description: plainProse(description),
    durationMinutes: minutes,
  });
  return { facts, speaksOf: 'recording', isbns: [] };
}
