import { type AskServices, askEverybody } from './ask-everybody.ts';
import type { Evidence } from './facts.ts';
import type { HeldValues } from './held-values.ts';
import { type Judgement, judgeRecord } from './record.ts';
import type { Sources } from './refresh-book.ts';

/**
 * Where runs get the record of a book from: the book itself, the catalogues, what is known already and
 * the library. A run over many books has nothing new heard: that costs, and an arrival was heard.
 */
export function sourcesOf(services: AskServices): Sources {
  return {
    ask: (em, book, now) => askEverybody(services, em, book, { now, hears: false }),
    decide: judgeWithLibrary,
  };
}

/** The record by all that is said of a book, the library being one source among others. */
export function judgeWithLibrary(evidence: readonly Evidence[], held: HeldValues): Judgement {
  return judgeRecord([...evidence, ...ofLibrary(held)]);
}

/** The library says nothing by an empty field. */
function ofLibrary(held: HeldValues): Evidence[] {
  const testimony = { source: 'library', confidence: 1, seenAt: new Date(0) };
  const told = Object.entries(held).filter(([, value]) => value !== null);
  return told.map(([field, value]) => ({ field, value, ...testimony }) as Evidence);
}
