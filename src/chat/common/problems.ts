/** What a person has to put right in a chat, and how. */
export type Problem = { text: string; hint: string };

export type Problems<Area extends string> = {
  /** Notes what is wrong in an area, or with null that it works. */
  set(area: Area, problem: Problem | null): void;
};

/** Keeps one problem per area and tells all of them each time that changes: those of `areas` in that order, then the others. */
export function createProblems<Area extends string>(
  areas: readonly Area[],
  tell: (problems: readonly Problem[]) => void,
): Problems<Area> {
  const known = new Map<Area, Problem>();
  let told = '[]';
  return {
    set(area, problem) {
      if (problem) known.set(area, problem);
      else known.delete(area);
      const others = [...known.keys()].filter((one) => !areas.includes(one));
      const present = [...areas, ...others].flatMap((one) => known.get(one) ?? []);
      const text = JSON.stringify(present);
      if (text === told) return;
      told = text;
      tell(present);
    },
  };
}
