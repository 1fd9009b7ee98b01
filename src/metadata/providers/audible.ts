import type { Audible, AudibleProduct } from '../../clients/audible/index.ts';
import {
  type BookQuery,
  type Candidate,
  factsOf,
  hasTitle,
  type MetadataProvider,
} from '../provider.ts';
import { plainProse } from '../plain-prose.ts';

/** By ASIN, else the most relevant for title and author. */
export function audibleProvider(audible: Audible): MetadataProvider {
  return {
    name: 'audible',
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
      'language',
      'isbn',
      'asin',
      'isAbridged',
      'durationMinutes',
      'coverUrl',
    ],
    canAsk: (query) => Boolean(query.asin) || hasTitle(query),
    async look(query) {
      const known = query.asin ? await audible.product(query.asin) : null;
      const products = known ? [known] : await search(audible, query);
      return products.map(candidateOf);
    },
  };
}

function search(audible: Audible, { title, authors }: BookQuery): Promise<AudibleProduct[]> {
  const [author] = authors;
  return audible.searchProducts(author === undefined ? { title } : { title, author });
}

function candidateOf(product: AudibleProduct): Candidate {
  const { asin, title, subtitle, narrators, publisher, language, isbn, coverUrl } = product;
  const facts = factsOf({
    asin,
    title,
    subtitle,
    narrators,
    publisher,
    language,
    isbn,
    coverUrl,
    authors: product.authors.map(({ name }) => name),
    series: product.series.map((one) => ({ name: one.title, sequence: one.position })),
    publishedYear: product.releaseDate === null ? null : Number(product.releaseDate.slice(0, 4)),
    description: plainProse(product.description),
    isAbridged: product.isUnabridged === null ? null : !product.isUnabridged,
    durationMinutes: product.runtimeMinutes,
  });
  return { facts, speaksOf: 'recording', isbns: [] };
}
