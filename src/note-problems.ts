import type { Services } from './services.ts';

type Problem = { text: string; hint: string };

/** Keeps what a chat complains about where `status` finds it; what is new goes into the log. */
export function noteProblems(
  { chatProblems, log }: Pick<Services, 'chatProblems' | 'log'>,
  platform: string,
): (problems: readonly Problem[]) => void {
  return (problems) => {
    const known = chatProblems.get(platform)?.map(({ text }) => text) ?? [];
    chatProblems.set(platform, problems);
    for (const { text, hint } of problems) {
      if (!known.includes(text)) log.warn({ platform, hint }, text);
    }
  };
}
