export type Problem = { text: string; hint: string };
/** What can be wrong, the most serious first. */
const areas = ['token', 'connection', 'channel', 'commands'] as const;

export type Problems = {
  /** Notes what is wrong in an area, or with null that it works. */
  set(area: (typeof areas)[number], problem: Problem | null): void;
};

/** Keeps one problem per area and tells the most serious of them, each time that changes. */
export function createProblems(tell: (problem: Problem | null) => void): Problems {
  const known = new Map<string, Problem | null>();
  let told: Problem | null = null;
  return {
    set(area, problem) {
      known.set(area, problem);
      const worst = areas.map((one) => known.get(one)).find((one) => one) ?? null;
      if (worst?.text === told?.text && worst?.hint === told?.hint) return;
      told = worst;
      tell(worst);
    },
  };
}

export const badToken: Problem = {
  text: 'Discord does not accept the bot token.',
  hint: 'Reset the token in the Developer Portal (Bot), put it into DISCORD_TOKEN and restart.',
};
