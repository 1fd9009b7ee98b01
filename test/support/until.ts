import { setTimeout as sleep } from 'node:timers/promises';

/** Looks often at first; who waits for long may wait a twentieth longer, as looking costs the others. */
function pauseMs(waitedMs: number): number {
  return Math.min(15 + waitedMs / 20, 150);
}

/** Asks again and again until the answer is something; throws when it never is. */
export async function until<Answer>(
  check: () => Promise<Answer | undefined | null | false> | Answer | undefined | null | false,
  { timeoutMs = 15_000 }: { timeoutMs?: number } = {},
): Promise<Answer> {
  const startedAt = Date.now();
  for (;;) {
    const answer = await check();
    if (answer) return answer;
    const waitedMs = Date.now() - startedAt;
    if (waitedMs > timeoutMs) throw new Error(`Waited ${timeoutMs} ms for: ${check.toString()}`);
    await sleep(pauseMs(waitedMs));
  }
}
