import type { Hardcover, HardcoverWork } from '../../clients/hardcover/index.ts';
import {
  type BookQuery,
  type Candidate,
  factsOf,
  hasTitle,
  type MetadataProvider,
  seriesPlaces,
} from '../provider.ts';
import { plainProse } from '../plain-prose.ts';

/** Knows works and their series; of an audiobook only which work it is. */
export function hardcoverProvider(hardcover: Hardcover): MetadataProvider {
  return {
    name: 'hardcover',
    weight: 0.9,
    answers: ['title', 'authors', 'series', 'publishedYear', 'description'],
    canAsk: (query) => Boolean(query.asin) || hasTitle(query),
    async look(query) {
      const known = query.asin ? await hardcover.bookOfEdition(query.asin) : null;
      if (known) {
        const candidate = candidateOf(known);
        return [{ ...candidate, facts: { ...candidate.facts, ...factsOf({ asin: query.asin }) } }];
      }
      const found = hasTitle(query) ? await hardcover.findBooks(wordsOf(query)) : [];
      return found.map(candidateOf);
    },
  };
}

function wordsOf({ title, authors }: BookQuery): string {
  return [title, ...authors.slice(0, 1)].join(' ');
}

function candidateOf({
  title,
  authors,
  series,
  year,
  description,
  isbns,
}: HardcoverWork): Candidate {
  const facts = factsOf({
    title,
    authors,
    series: seriesPlaces(series),
    publishedYear: year,
    description: plainProse(description),
  });
  return { facts, speaksOf: 'work', isbns };
}
