import { setTimeout as sleep } from 'node:timers/promises';
import type { EntityManager } from '@mikro-orm/postgresql';
import { type Answer, askOne } from './ask-one.ts';
import { isWorthAsking, wantedFields } from './chain.ts';
import type { FieldName } from './facts.ts';
import { bestCandidate, type Judged } from './judge-candidate.ts';
import type { BookQuery, Candidate, MetadataProvider } from './provider.ts';

export type ChainOptions = {
  now: Date;
  /** So many sources have to tell a field before nobody else is asked for it. */
  agreement: number;
  wanted?: readonly FieldName[];
  /** Whoever has not answered by then is gone without. */
  withinMs?: number;
};

/** One provider that was asked; `best` is null when none of its candidates is the book. */
export type Heard = { provider: string; candidates: Candidate[]; best: Judged | null };
export type Silent = { provider: string; reason: string; until: Date | null };

const late: Answer = { kind: 'silent', reason: 'no answer in the time there is', until: null };

/** Asks one provider after the other until enough of them told what is wanted. */
export async function walkChain(
  em: EntityManager,
  providers: readonly MetadataProvider[],
  query: BookQuery,
  { now, agreement, wanted = wantedFields, withinMs = Infinity }: ChainOptions,
): Promise<{ heard: Heard[]; silent: Silent[] }> {
  const heard: Heard[] = [];
  const silent: Silent[] = [];
  const end = performance.now() + withinMs;
  for (const provider of providers) {
    const told = heard.flatMap(({ best }) => best?.facts ?? []);
    if (!isWorthAsking(provider, query, { told, wanted, agreement })) continue;
    const hasTime = performance.now() < end;
    const answer = hasTime ? await before(end, askOne(em.fork(), provider, query, now)) : late;
    if (answer.kind === 'silent') {
      silent.push({ provider: provider.name, reason: answer.reason, until: answer.until });
      continue;
    }
    const { candidates } = answer;
    heard.push({ provider: provider.name, candidates, best: bestCandidate(query, candidates) });
  }
  return { heard, silent };
}

/** An answer that comes later is still remembered for the next question. */
async function before(end: number, answer: Promise<Answer>): Promise<Answer> {
  if (end === Infinity) return await answer;
  const leftMs = Math.max(0, end - performance.now());
  const timer = new AbortController();
  const out = sleep(leftMs, late, { signal: timer.signal, ref: false });
  try {
    return await Promise.race([answer, out]);
  } finally {
    timer.abort();
  }
}
