import type { EntityManager } from '@mikro-orm/postgresql';
import type { ProviderServices } from '../metadata/catalogues.ts';
import { providerStates } from '../metadata/provider-states.ts';
import type { Problem } from './problems.ts';

const area = 'metadata';

/** Catalogues that are asked nothing for now; one that is off was switched off by somebody. */
export async function metadataProblems(
  em: EntityManager,
  services: ProviderServices,
  now: Date,
): Promise<Problem[]> {
  const states = await providerStates(em, services, now);
  return states.flatMap(({ name, label, state, reason, until }) => {
    if (state !== 'resting' && state !== 'quota used') return [];
    const again = until ? `, again at ${clock(until)}` : '';
    const text = `${label}: ${reason ?? 'it did not answer'}${again}`;
    return [{ area, severity: 'warning' as const, text, hint: hintOf(name, state) }];
  });
}

function hintOf(name: string, state: 'resting' | 'quota used'): string {
  const others = 'the other catalogues are asked meanwhile';
  if (state === 'quota used' && name === 'google-books') {
    return `${others}; a key of your own allows a higher GOOGLE_BOOKS_PER_DAY`;
  }
  return state === 'quota used' ? others : `${others}; check its address and key if this stays`;
}

/** Where the program lives, which TZ tells. */
function clock(at: Date): string {
  return at.toLocaleTimeString('en-GB', { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
}
