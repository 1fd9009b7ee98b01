import type { EntityManager } from '@mikro-orm/postgresql';
import { ExternalError, QuotaUsedError } from '../errors.ts';
import { keepAnswer, rememberedAnswer } from './answer-cache.ts';
import { likelyCandidates } from './judge-candidate.ts';
import type { BookQuery, Candidate, MetadataProvider } from './provider.ts';
import { noteAnswer, noteFailure, takeTurn } from './standing.ts';

/** Of what it came up with the likeliest are enough, for the record and for a person who chooses. */
const mostKept = 5;

/** `silent`: it was not asked or did not answer, for a reason people can read. */
export type Answer =
  | { kind: 'answered'; candidates: Candidate[] }
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
  if (remembered) return { kind: 'answered', candidates: remembered };
  const turn = await takeTurn(em, name, now);
  if (turn.kind === 'rest') return { kind: 'silent', reason: turn.reason, until: turn.until };
  try {
    const candidates = likelyCandidates(query, await provider.look(query)).slice(0, mostKept);
    await noteAnswer(em, name);
    await keepAnswer(em, name, query, { candidates, now });
    return { kind: 'answered', candidates };
  } catch (error) {
    if (!(error instanceof ExternalError)) throw error;
    const isOurs = error instanceof QuotaUsedError;
    if (!isOurs) await noteFailure(em, name, { error, isProbe: turn.kind === 'probe', now });
    return { kind: 'silent', reason: error.message, until: error.retryAt ?? null };
  }
}
