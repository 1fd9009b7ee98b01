import { setTimeout as sleep } from 'node:timers/promises';

/** Asks again and again until the answer is something; throws when it never is. */
export async function until<Answer>(
  check: () => Promise<Answer | undefined | null | false> | Answer | undefined | null | false,
  { timeoutMs = 15_000 }: { timeoutMs?: number } = {},
): Promise<Answer> {
  for (const deadline = Date.now() + timeoutMs; ; await sleep(15)) {
    const answer = await check();
    if (answer) return answer;
    if (Date.now() > deadline) throw new Error(`Waited ${timeoutMs} ms for: ${check.toString()}`);
  }
}
