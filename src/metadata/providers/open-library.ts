import type { OpenLibrary, OpenLibraryWork } from '../../clients/open-library/index.ts';
import { type Candidate, factsOf, hasTitle, type MetadataProvider } from '../provider.ts';

/** Works by ISBN, else by title and author. */
export function openLibraryProvider(openLibrary: OpenLibrary): MetadataProvider {
  return {
    name: 'open-library',
    weight: 0.4,
    answers: ['title', 'authors', 'publishedYear', 'coverUrl'],
    canAsk: (query) => Boolean(query.isbn) || hasTitle(query),
    async look({ isbn, title, authors }) {
      const known = isbn ? await openLibrary.search({ isbn }) : [];
      if (isbn && known.length > 0) return known.map((work) => candidateOf(work, [isbn]));
      const found = await openLibrary.search({ title, author: authors[0] ?? null });
      return found.map((work) => candidateOf(work, []));
    },
  };
}

function candidateOf(work: OpenLibraryWork, isbns: string[]): Candidate {
  const { title, authors, year, coverUrl } = work;
  const facts = factsOf({ title, authors, publishedYear: year, coverUrl });
  return { facts, speaksOf: 'work', isbns };
}
