import type { Found } from '../setup/finding.ts';

/** Several things to put right as one verdict. */
export function wordsOf(problems: readonly { text: string; hint: string }[]): Found {
  const [text, hint] = [problems.map((one) => one.text), problems.map((one) => one.hint)];
  return { state: 'bad', text: [...new Set(text)].join(' '), hint: [...new Set(hint)].join(' ') };
}
