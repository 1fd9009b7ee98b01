import type { Release } from '../releases/facts.ts';

type Facts = Pick<
  Release,
  'authors' | 'language' | 'isAbridged' | 'isCompanion' | 'isDramatised' | 'isOmnibus'
>;

/**
 * Why a release in a list of the tracker does not make us want its book; null when nothing speaks
 * against it. An unknown language is given the benefit of the doubt: the search judges it again.
 */
export function whyNoBook(release: Facts, languages: readonly string[]): string | null {
  const { language } = release;
  if (language !== null && languages.length > 0 && !languages.includes(language)) {
    return `another language (${language})`;
  }
  if (release.isAbridged === true) return 'abridged';
  if (release.isDramatised) return 'dramatised';
  if (release.isOmnibus) return 'several books in one';
  if (release.isCompanion) return 'about a book, not the book';
  return release.authors.length === 0 ? 'names no author' : null;
}
