/** What came of one kind of thing; `known` were here before, or had been taken over already. */
export type Taken = {
  what: string;
  taken: number;
  known: number;
  left: { count: number; why: string }[];
};

/** What was taken over, what was left, and what a person has to do by hand. */
export type Report = { things: Taken[]; byHand: string[] };

export function nothing(what: string): Taken {
  return { what, taken: 0, known: 0, left: [] };
}

/** Names a reason for what stays behind; no line for none. */
export function leave(thing: Taken, count: number, why: string): void {
  if (count > 0) thing.left.push({ count, why });
}

/** The report as lines of text. */
export function reportText({ things, byHand }: Report, isDryRun: boolean): string {
  const lines = things.flatMap(({ what, taken, known, left }) => [
    `${what}: ${taken} taken, ${known} known already`,
    ...left.map(({ count, why }) => `  ${count} left: ${why}`),
  ]);
  const rest = byHand.length > 0 ? ['By hand:', ...byHand.map((line) => `  ${line}`)] : [];
  const end = isDryRun ? ['Nothing was changed: this was a dry run.'] : [];
  return [...lines, ...rest, ...end].map((line) => `${line}\n`).join('');
}
