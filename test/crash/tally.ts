import type { Result } from './open-story.ts';
import type { Story } from './story.ts';

/** What came of the plays of one story. */
export type Tally = {
  title: string;
  crossings: number;
  points: number;
  plays: number;
  /** Plays that took another way and never came to their point. */
  unreached: number;
  /** Posts that came twice under one key, as after any kill between a post and its note. */
  repeatedPosts: number;
  violations: number;
  resumedMs: number[];
};

export function startTally(story: Story, crossings: number, points: number): Tally {
  const empty = { plays: 0, unreached: 0, repeatedPosts: 0, violations: 0, resumedMs: [] };
  return { title: story.title, crossings, points, ...empty };
}

export function countIn(tally: Tally, result: Result): void {
  const { isKilled, violations, resumedMs } = result;
  tally.plays += 1;
  tally.repeatedPosts += result.repeatedPosts;
  if (!isKilled) tally.unreached += 1;
  if (violations.length > 0) tally.violations += 1;
  if (resumedMs !== null) tally.resumedMs.push(resumedMs);
}

const columns = [
  'Story',
  'Crossings',
  'Points',
  'Plays',
  'Point not reached',
  'Posts repeated',
  'Violations',
  'Until all is done, median / longest',
];

/** The tallies as a Markdown table. */
export function tallyTable(tallies: readonly Tally[]): string {
  const rows = tallies.map((tally) => [
    tally.title,
    ...[tally.crossings, tally.points, tally.plays, tally.unreached].map(String),
    ...[tally.repeatedPosts, tally.violations].map(String),
    secondsOf(tally.resumedMs),
  ]);
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [line(columns), line(columns.map(() => '---')), ...rows.map(line)].join('\n');
}

function secondsOf(resumedMs: readonly number[]): string {
  const sorted = resumedMs.toSorted((a, b) => a - b);
  const [median, longest] = [sorted[Math.floor(sorted.length / 2)], sorted.at(-1)];
  if (median === undefined || longest === undefined) return '–';
  return `${(median / 1000).toFixed(1)} / ${(longest / 1000).toFixed(1)} s`;
}
