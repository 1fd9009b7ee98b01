import { messageOf } from '../errors.ts';

/** Something that keeps the program from doing its work, and what to do about it. */
export type Problem = {
  area: string;
  severity: 'warning' | 'critical';
  text: string;
  hint: string;
};

/** One independent look at one part of the world. */
export type Check = { area: string; look(): Promise<Problem[]> };

/** Makes every check at once; one that crashes is itself a problem and hides no other. */
export async function findProblems(checks: readonly Check[]): Promise<Problem[]> {
  const results = await Promise.allSettled(checks.map((check) => check.look()));
  return results.flatMap((result, index) => {
    if (result.status === 'fulfilled') return result.value;
    const area = checks[index]?.area ?? 'status';
    const text = `this check failed itself: ${messageOf(result.reason)}`;
    return [{ area, severity: 'warning' as const, text, hint: 'see the log of the program' }];
  });
}
