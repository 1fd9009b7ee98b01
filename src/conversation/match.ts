import type { Commands } from '../command/discover.ts';
import { bareName } from './bare-name.ts';
import type { Surroundings } from './fill.ts';
import { followUp } from './follow-up.ts';
import type { Name } from './names.ts';
import { readPieces } from './read.ts';
import { type Scored, scoreLine } from './score.ts';
import type { Call, State } from './state.ts';
import type { Vocabulary } from './vocabulary.ts';

/** What an utterance means: calls, or readings to choose from, or nothing the bot could do. */
export type Meaning =
  | { kind: 'calls'; calls: Call[]; confidence: number }
  | { kind: 'unsure'; readings: Call[] }
  | { kind: 'nothing' };

export type Known = {
  vocabulary: Vocabulary;
  commands: Commands;
  names: readonly Name[];
  state: State | null;
  options: Surroundings['options'];
};

/** Nobody says more in one sentence, and comparing takes longer than its length. */
const longestUtterance = 600;
const actsFrom = 0.6;
const asksFrom = 0.45;
/** Two readings nearer to each other than this are asked about. */
const leastLead = 0.03;
const mostReadings = 3;
const widestSpread = 0.15;

/** Understands what was said by comparing it with what people say for each command. Pure. */
export function understand(utterance: string, known: Known): Meaning {
  const { vocabulary, commands, names, state, options } = known;
  const { language } = vocabulary;
  if (utterance.length > longestUtterance) return { kind: 'nothing' };
  const pieces = readPieces(utterance, vocabulary, names);
  const next = followUp(utterance, pieces, state, { language, commands });
  if (next && isValid(next, commands)) return { kind: 'calls', calls: [next], confidence: 1 };
  const readings = rank(pieces, known, { language, state, names, options });
  const [best, second] = readings;
  if (!best || best.score < asksFrom) {
    const named = bareName(pieces).slice(0, mostReadings);
    return named.length > 0 ? { kind: 'unsure', readings: named } : { kind: 'nothing' };
  }
  const lead = second ? best.score - second.score : 1;
  if (best.score >= actsFrom && lead >= leastLead) {
    return { kind: 'calls', calls: best.calls, confidence: best.score };
  }
  const near = readings.filter(
    ({ score }) => score >= asksFrom && best.score - score <= widestSpread,
  );
  const single = near.filter(({ calls }) => calls.length === 1).flatMap(({ calls }) => calls);
  return { kind: 'unsure', readings: single.slice(0, mostReadings) };
}

/** The best reading of each command, the likeliest first. */
function rank(
  pieces: ReturnType<typeof readPieces>,
  { vocabulary, commands }: Known,
  around: Surroundings,
): Scored[] {
  const best = vocabulary.sayings.flatMap((sayings) => {
    let top: Scored | null = null;
    for (const line of sayings.lines) {
      const scored = scoreLine(pieces, line, sayings, around);
      if (!scored || scored.score <= (top?.score ?? 0)) continue;
      if (scored.calls.every((call) => isValid(call, commands))) top = scored;
    }
    return top ? [top] : [];
  });
  return best.sort((a, b) => b.score - a.score);
}

function isValid({ command, input }: Call, commands: Commands): boolean {
  return commands.get(command)?.input.safeParse(input).success === true;
}
