import type { GoogleBook, GoogleBooks } from '../../clients/google-books/index.ts';
import { type Candidate, factsOf, hasTitle, type MetadataProvider } from '../provider.ts';
import { plainProse } from '../plain-prose.ts';

/** Printed editions, by ISBN, else by title and author. */
export function googleBooksProvider(googleBooks: GoogleBooks): MetadataProvider {
  return {
    name: 'google-books',
    weight: 1,
    answers: [
      'title',
      'subtitle',
      'authors',
      'publishedYear',
      'publisher',
      'description',
      'genres',
      'language',
      'isbn',
      'coverUrl',
    ],
    canAsk: (query) => Boolean(query.isbn) || hasTitle(query),
    async look({ isbn, title, authors }) {
      const known = isbn ? await googleBooks.search({ isbn }) : [];
      if (known.length > 0) return known.map(candidateOf);
      const found = await googleBooks.search({ title, author: authors[0] ?? null });
      return found.map(candidateOf);
    },
  };
}

function candidateOf({ isbns, year, description, ...told }: GoogleBook): Candidate {
  const facts = factsOf({
    ...told,
    isbn: isbns.find((isbn) => isbn.length === 13) ?? isbns[0],
    publishedYear: year,
    description: plainProse(description),
  });
  return { facts, speaksOf: 'print', isbns };
}
