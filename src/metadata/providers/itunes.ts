import type { Itunes, ItunesAudiobook } from '../../clients/itunes/index.ts';
import { isAbridgedText } from '../../library/edition.ts';
import { type Candidate, factsOf, hasTitle, type MetadataProvider } from '../provider.ts';
import { plainProse } from '../plain-prose.ts';

/** Covers, descriptions and genres; which recording it sells cannot be told. */
export function itunesProvider(itunes: Itunes): MetadataProvider {
  return {
    name: 'itunes',
    weight: 0.5,
    answers: ['title', 'authors', 'description', 'genres', 'coverUrl'],
    canAsk: hasTitle,
    async look({ title, authors }) {
      const found = await itunes.search([title, ...authors.slice(0, 1)].join(' '));
      return found.map(candidateOf);
    },
  };
}

function candidateOf({ title, author, genre, year, ...told }: ItunesAudiobook): Candidate {
  const facts = factsOf({
    title: title.replace(/\s*\((?:un)?abridged\)\s*$/i, ''),
    authors: author === null ? [] : [author],
    genres: genre === null ? [] : [genre],
    publishedYear: year,
    isAbridged: isAbridgedText(title),
    description: plainProse(told.description),
    coverUrl: told.coverUrl,
  });
  return { facts, speaksOf: 'recording', isbns: [] };
}
