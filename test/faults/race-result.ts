/** What became of so many moments in which several wanted the same. */
export type RaceResult = {
  race: string;
  rounds: number;
  /** How often something was done; once a round is right. */
  decisions: number;
  violations: readonly string[];
};
