import type { NameKind } from './names.ts';
import type { Piece } from './read.ts';
import type { Call } from './state.ts';

/** What may be wanted of something that was only named. */
const wanted: Partial<Record<NameKind, (name: string, id: number) => Call[]>> = {
  series: (series) => [
    { command: 'gaps', input: { series } },
    { command: 'series', input: { series, show: 'any' } },
  ],
  author: (author) => [
    { command: 'gaps', input: { author } },
    { command: 'authors', input: { author } },
  ],
  book: (text) => [{ command: 'book', input: { text } }],
  proposal: (_name, proposal) => [{ command: 'why', input: { proposal } }],
  gap: (book) => [
    { command: 'why', input: { book } },
    { command: 'releases', input: { book } },
  ],
};

/** The readings of an utterance that is a name and small words; none of them changes anything. */
export function bareName(pieces: readonly Piece[]): Call[] {
  const [name, ...others] = pieces.filter(({ kind, weight }) => kind !== 'word' || weight > 0.3);
  if (name?.kind !== 'name' || others.length > 0) return [];
  return name.names.flatMap(({ kind, name: text, id }) => wanted[kind]?.(text, id) ?? []);
}
