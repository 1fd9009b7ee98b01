import { setTimeout as sleep } from 'node:timers/promises';

/** When the program dies: before its request goes on, when it had its effect, or when it was answered. */
export const phases = ['before', 'forwarded', 'answered'] as const;
export type Phase = (typeof phases)[number];

/** One moment of a story; the crossing is named by what crosses and which time it was. */
export type Point = { crossing: string; phase: Phase };

/** Lets something cross the border of the program; a name of null is not counted. */
export type Cross = <Answer>(
  name: string | null,
  forward: () => Promise<Answer>,
) => Promise<Answer>;

/** Everything that crosses between the program and the others, numbered; at one point the program dies. */
export type Crossings = {
  cross: Cross;
  /** From here on is counted. */
  begin: (kill: () => Promise<void>) => void;
  /** In the order they were seen. */
  seen: string[];
  /** True from the moment the point was reached. */
  isDying: () => boolean;
  /** Resolves when the program is gone, if it ever comes to that. */
  killed: Promise<void>;
  /** The next program may talk to the others. */
  revive: () => void;
  isRevived: () => boolean;
};

/** So long the program may work with the answer. */
const answeredMs = 4;

/** With a point of null nobody dies. */
export function createCrossings(point: Point | null): Crossings {
  const seen: string[] = [];
  const counts = new Map<string, number>();
  const { promise: killed, resolve } = Promise.withResolvers<void>();
  let kill: (() => Promise<void>) | null = null;
  /** What the program sends while it dies reaches nobody. */
  let isCut = false;
  let isDying = false;
  let isRevived = false;

  function number(name: string): string {
    const count = (counts.get(name) ?? 0) + 1;
    counts.set(name, count);
    const numbered = `${name} #${count}`;
    seen.push(numbered);
    return numbered;
  }

  function die(): Promise<never> {
    isCut = true;
    isDying = true;
    void kill?.().then(resolve);
    kill = null;
    return never();
  }

  return {
    seen,
    killed,
    isDying: () => isDying,
    isRevived: () => isRevived,
    begin(killIt) {
      kill = killIt;
    },
    revive() {
      isCut = false;
      isRevived = true;
    },
    async cross(name, forward) {
      if (isCut) return never();
      const isMarked = kill !== null && name !== null && number(name) === point?.crossing;
      if (!isMarked) return forward();
      if (point?.phase === 'before') return die();
      const answer = await forward();
      if (point?.phase === 'forwarded') return die();
      void sleep(answeredMs).then(die);
      return answer;
    },
  };
}

function never(): Promise<never> {
  return new Promise(() => {});
}
