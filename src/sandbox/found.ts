/** Whether a search finds a book: all its words are in title and author. */
export function isFound(
  { title, author }: { title: string; author: string },
  words: string,
): boolean {
  const given = wordsOf(`${title} ${author}`);
  const wanted = wordsOf(words);
  return wanted.size > 0 && [...wanted].every((word) => given.has(word));
}

function wordsOf(value: string): Set<string> {
  return new Set(value.toLowerCase().match(/[\p{L}\p{N}]+/gu));
}
