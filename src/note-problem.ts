import type { Services } from './services.ts';

type Problem = { text: string; hint: string };

/** Keeps what a chat complains about where `status` finds it, and in the log. */
export function noteProblem(
  { chatProblems, log }: Pick<Services, 'chatProblems' | 'log'>,
  platform: string,
): (problem: Problem | null) => void {
  return (problem) => {
    if (!problem) {
      chatProblems.delete(platform);
      return;
    }
    chatProblems.set(platform, problem);
    log.warn({ platform, hint: problem.hint }, problem.text);
  };
}
