/** A query in the tracker's full-text syntax (that of the Sphinx search engine). */
type Query =
  | { kind: 'all'; of: Query[] }
  | { kind: 'any'; of: Query[] }
  | { kind: 'not'; of: Query }
  | { kind: 'phrase'; words: string[]; fields: string[] | null };

type Reader = { tokens: string[]; at: number };

/**
 * Whether a record matches: words all have to occur, `a|b` is either (binding tighter than a
 * blank), quotes a phrase, `-` not, `@title` or `@(title,author)` limits what follows to fields.
 * An apostrophe or hyphen splits words, so "Lions" does not find "Lion's".
 */
export function matchesText(
  text: string,
  record: Record<string, string>,
  within: string[],
): boolean {
  const tokens = text.match(/"[^"]*"?|@\([^)]*\)|@\w+|[()|]|(?<![^\s(|])[-!](?=\S)|[^\s()|"]+/gu);
  const query = readAll({ tokens: tokens ?? [], at: 0 }, null);
  const words = new Map(Object.entries(record).map(([field, value]) => [field, wordsOf(value)]));
  return holds(query, words, within);
}

function readAll(reader: Reader, limit: string[] | null): Query {
  const of: Query[] = [];
  let fields = limit;
  while (reader.at < reader.tokens.length && reader.tokens[reader.at] !== ')') {
    const token = reader.tokens[reader.at] ?? '';
    if (token.startsWith('@')) {
      fields = token.replaceAll(/[@()]/g, '').split(',');
      reader.at += 1;
    } else {
      of.push(readAny(reader, fields));
    }
  }
  reader.at += 1;
  return { kind: 'all', of };
}

function readAny(reader: Reader, fields: string[] | null): Query {
  const of = [readOne(reader, fields)];
  while (reader.tokens[reader.at] === '|') {
    reader.at += 1;
    of.push(readOne(reader, fields));
  }
  // A term without a letter (the "&" of "and|&") is not indexed and says nothing.
  return { kind: 'any', of: of.filter((query) => query.kind !== 'phrase' || query.words.length) };
}

function readOne(reader: Reader, fields: string[] | null): Query {
  const token = reader.tokens[reader.at] ?? '';
  reader.at += 1;
  if (token === '(') return readAll(reader, fields);
  if (token === '-' || token === '!') return { kind: 'not', of: readOne(reader, fields) };
  return { kind: 'phrase', words: wordsOf(token), fields };
}

function holds(query: Query, record: Map<string, string[]>, within: string[]): boolean {
  switch (query.kind) {
    case 'all':
      return query.of.every((part) => holds(part, record, within));
    case 'any':
      return query.of.length === 0 || query.of.some((part) => holds(part, record, within));
    case 'not':
      return !holds(query.of, record, within);
    case 'phrase': {
      const { words, fields } = query;
      return (fields ?? within).some((field) => containsPhrase(record.get(field) ?? [], words));
    }
  }
}

function containsPhrase(words: string[], phrase: string[]): boolean {
  return words.some((_, at) => phrase.every((word, index) => words[at + index] === word));
}

function wordsOf(text: string): string[] {
  const plain = text.normalize('NFKD').replaceAll(/\p{M}/gu, '').toLowerCase();
  return plain.split(/[^\p{L}\p{N}]+/u).filter((word) => word !== '');
}
