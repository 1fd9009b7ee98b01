import type { EntityManager } from '@mikro-orm/postgresql';
import { ExternalError, QuotaUsedError } from '../errors.ts';
import { keepAnswer, rememberedAnswer } from './answer-cache.ts';
import type { BookQuery, Candidate, MetadataProvider } from './provider.ts';
import { noteAnswer, noteFailure, takeTurn } from './standing.ts';

/** `silent`: it was not asked or did not answer, for a reason people can read. */
export type Answer =
  | { kind: 'answered'; candidates: Candidate[]; isRemembered: boolean }
  | { kind: 'silent'; reason: string; until: Date | null };

/** Asks one provider unless its answer is remembered, it rests or its quota is used; its faults end here. */
export async function askOne(
  em: EntityManager,
  provider: MetadataProvider,
  query: BookQuery,
  now: Date,
): Promise<Answer> {
  const { name } = provider;
  const remembered = await rememberedAnswer(em, name, query, now);
  if (remembered) return { kind: 'answered', candidates: remembered, isRemembered: true };
  const turn = await takeTurn(em, name, now);
  if (turn.kind === 'rest') return { kind: 'silent', reason: turn.reason, until: turn.until };
  try {
    const candidates = await provider.look(query);
    await noteAnswer(em, name);
    await keepAnswer(em, name, query, { candidates, now });
    return { kind: 'answered', candidates, isRemembered: false };
  } catch (error) {
    if (!(error instanceof ExternalError)) throw error;
    const isOurs = error instanceof QuotaUsedError;
    if (!isOurs) await noteFailure(em, name, { error, isProbe: turn.kind === 'probe', now });
    return { kind: 'silent', reason: error.message, until: error.retryAt ?? null };
  }
}
