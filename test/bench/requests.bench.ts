import { loadConfig } from '../../src/config.ts';
import { MissingBook } from '../../src/library/missing-book.entity.ts';
import { searchDue } from '../../src/proposals/search-due.ts';
import { pick } from '../../src/releases/pick.ts';
import type { Services } from '../../src/services.ts';
import { policyOf } from '../../src/settings/policy.ts';
import { only } from '../proposals/site.ts';
import { openBot } from './open-bot.ts';
import { type Gap, gapsOf } from './request-gaps.ts';
import { peerRules, workOf } from './request-peers.ts';
import { countSearches, makeReleases } from './request-tracker.ts';
import type { Bench } from './run.ts';

const size = 1605;
const seeds = [1, 2, 3];
const start = new Date('2026-06-15T12:00:00Z');
const policy = policyOf(loadConfig({ PROPOSALS_OPEN: '10' }).settings);

type Outcome = { searches: number; filled: number };

export default {
  name: 'requests',
  question: 'How many searches does the tracker get for a hundred missing books?',
  async run() {
    const gaps = gapsOf(size);
    const authors = new Set(gaps.map(({ author }) => author)).size;
    console.log(`${size} books, ${gaps.length} gaps by ${authors} authors, 7 in 10 to be had`);
    const bot = await openBot([]);
    const outcomes = new Map<string, Outcome[]>();
    const add = (name: string, outcome: Outcome) =>
      outcomes.set(name, [...(outcomes.get(name) ?? []), outcome]);
    try {
      for (const seed of seeds) {
        add('Shelfwarden', await ours(bot.services.em, gaps, seed));
        for (const name of Object.keys(peerRules)) add(name, await peer(name, gaps, seed));
      }
    } finally {
      await bot.close();
    }
    print(outcomes, gaps.length);
  },
} satisfies Bench;

/** The queue of the bot, run after run as `full-sync` does, until nothing is due. */
async function ours(em: Services['em'], gaps: readonly Gap[], seed: number): Promise<Outcome> {
  await em().execute('delete from proposals');
  await em().execute('delete from missing_books');
  await em().execute('update search_state set text_length = 1400, newest_read_at = null');
  const forked = em();
  for (const [index, { title, author, series, position }] of gaps.entries()) {
    forked.create(MissingBook, {
      workKey: `bench:${index}`,
      title,
      authorName: author,
      seriesName: series,
      seriesNumber: position,
      reasonMissing: 'series_gap',
      isWanted: true,
      identifiedDate: start,
    });
  }
  await forked.flush();
  const tracker = countSearches(makeReleases(gaps, seed));
  const { signal } = new AbortController();
  for (let minute = 0; ; minute += 1) {
    const now = new Date(start.getTime() + minute * 60_000);
    const report = await searchDue(em(), only(tracker.mam), { policy, platforms: [], now, signal });
    if (report.searched === 0) break;
  }
  const [row] = await em().execute<{ filled: number }[]>(
    `select count(distinct missing_book_id) as filled from proposals`,
  );
  return { searches: tracker.searches, filled: row?.filled ?? 0 };
}

async function peer(name: string, gaps: readonly Gap[], seed: number): Promise<Outcome> {
  const rule = peerRules[name];
  if (!rule) throw new Error(`there is no rule ${name}`);
  const tracker = countSearches(makeReleases(gaps, seed));
  let filled = 0;
  for (const gap of gaps) {
    const isFilled = await rule(tracker.mam, gap, (releases) => {
      const blocked = new Set<string>();
      const wanted = workOf(gap);
      return pick({ wanted, releases, policy, account: null, now: start, blocked }).chosen !== null;
    });
    if (isFilled) filled += 1;
  }
  return { searches: tracker.searches, filled };
}

function print(outcomes: ReadonlyMap<string, Outcome[]>, gaps: number): void {
  const per100 = ({ searches }: Outcome) => (searches * 100) / gaps;
  const median = (values: number[]) =>
    values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
  const base = median((outcomes.get('Shelfwarden') ?? []).map(per100));
  for (const [name, list] of outcomes) {
    const all = list.map(per100);
    const range = `${Math.min(...all).toFixed(1)}–${Math.max(...all).toFixed(1)}`;
    const filled = median(list.map((one) => one.filled));
    const ratio = name === 'Shelfwarden' ? '' : `  ours/this 1/${(median(all) / base).toFixed(0)}`;
    console.log(
      `  ${name.padEnd(14)} ${median(all).toFixed(1).padStart(6)} searches per 100 gaps (${range}), ${filled} of ${gaps} filled${ratio}`,
    );
  }
}
