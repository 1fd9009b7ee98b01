import { foldName } from '../library/text.ts';
import { sameWork, type WorkKey } from '../library/match.ts';

type Wanted = { id: number; work: WorkKey };

/**
 * Which wanted books any of the works may be, the doubtful ones among them: what is found here is
 * searched and judged. Only books that share a word of an author's name are compared.
 */
export function attribute(wanted: readonly Wanted[], works: readonly WorkKey[]): Set<number> {
  const byWord = new Map<string, Wanted[]>();
  for (const book of wanted) {
    for (const word of wordsOf(book.work)) byWord.set(word, [...(byWord.get(word) ?? []), book]);
  }
  const found = new Set<number>();
  for (const work of works) {
    const near = new Set([...wordsOf(work)].flatMap((word) => byWord.get(word) ?? []));
    for (const { id, work: book } of near) {
      if (found.has(id)) continue;
      const { same, unsure } = sameWork(book, work);
      if (same || unsure) found.add(id);
    }
  }
  return found;
}

function wordsOf({ authors }: WorkKey): Set<string> {
  const words = authors.flatMap((name) => foldName(name).split(' '));
  return new Set(words.filter((word) => word.length > 1));
}
