import type { Services } from '../services.ts';
import { askProviders } from './ask-providers.ts';
import type { Evidence } from './facts.ts';
import type { HeldValues } from './held-values.ts';
import { judgeRecord } from './record.ts';
import type { Sources } from './refresh-book.ts';

/** Where runs get the record of a book from: the catalogues, what is known already, and the library itself. */
export function sourcesOf(services: Services): Sources {
  return {
    ask: (em, book, now) => askProviders(services, em, book, { now }),
    decide: (evidence, held) => judgeRecord([...evidence, ...ofLibrary(held)]),
  };
}

/** The library speaks as one source among others; it says nothing by an empty field. */
function ofLibrary(held: HeldValues): Evidence[] {
  const testimony = { source: 'library', confidence: 1, seenAt: new Date(0) };
  const told = Object.entries(held).filter(([, value]) => value !== null);
  return told.map(([field, value]) => ({ field, value, ...testimony }) as Evidence);
}
