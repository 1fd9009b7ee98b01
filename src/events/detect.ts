/** One hourly look at the site; null is a look that failed. */
export type Sample = {
  at: Date;
  /** Share of free ones among the newest audiobooks, in percent. */
  freePercent: number | null;
  /** How many torrents the site lists as freeleech. */
  freeleechCount: number | null;
  /** Taken during an event that is known: it says nothing of what is usual. */
  isInEvent: boolean;
};

export type Verdict = {
  /** `unknown` as long as less than three days are known or the last looks failed. */
  state: 'unknown' | 'quiet' | 'event';
  /** The newest share beside what is usual at this hour; null when one of them is not known. */
  freePercent: number | null;
  usualPercent: number | null;
  spreadPercent: number | null;
};

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
const baselineDays = 14;
const leastDays = 3;
const startFactor = 5;
const leastRise = 20;
const endFactor = 2;
const readingsThatDecide = 2;
/** Two looks further apart than this are not "in a row". */
const longestPauseMs = 3 * hourMs;

/**
 * Whether the site gives everything away. The share of free newcomers decides: an event begins after two
 * looks in a row well above the median of this hour's last 14 days, and ends after two near it again.
 * The number of freeleech torrents has to agree when it is known, so that a batch of free uploads is none.
 */
export function detect(samples: readonly Sample[], wasActive: boolean, now: Date): Verdict {
  const sorted = samples.toSorted((a, b) => a.at.getTime() - b.at.getTime());
  const last = sorted.slice(-readingsThatDecide);
  const newest = last.at(-1);
  const usual = newest ? baseline(sorted, newest, ({ freePercent }) => freePercent) : null;
  const figures = {
    freePercent: newest?.freePercent ?? null,
    usualPercent: usual?.median ?? null,
    spreadPercent: usual?.mad ?? null,
  };
  const times = [...last.map(({ at }) => at), now];
  if (last.length < readingsThatDecide || !inARow(times)) return { state: 'unknown', ...figures };
  const looks = last.map((sample) => judge(sorted, sample));
  if (looks.includes('unknown')) return { state: 'unknown', ...figures };
  if (wasActive)
    return { state: looks.every((one) => one === 'usual') ? 'quiet' : 'event', ...figures };
  return { state: looks.every((one) => one === 'high') ? 'event' : 'quiet', ...figures };
}

type Look = 'unknown' | 'usual' | 'raised' | 'high';

function judge(samples: readonly Sample[], sample: Sample): Look {
  const usual = baseline(samples, sample, ({ freePercent }) => freePercent);
  if (sample.freePercent === null || !usual) return 'unknown';
  const { median, mad } = usual;
  if (sample.freePercent < median + endFactor * mad) return 'usual';
  if (sample.freePercent <= median + Math.max(startFactor * mad, leastRise)) {
    return mad === 0 && sample.freePercent <= median ? 'usual' : 'raised';
  }
  return agrees(samples, sample) ? 'high' : 'raised';
}

/** The count of freeleech torrents has no natural unit: it has to rise by a fifth of what is usual. */
function agrees(samples: readonly Sample[], sample: Sample): boolean {
  const usual = baseline(samples, sample, ({ freeleechCount }) => freeleechCount);
  if (sample.freeleechCount === null || !usual || usual.median === 0) return true;
  const rise = Math.max(startFactor * usual.mad, (usual.median * leastRise) / 100);
  return sample.freeleechCount > usual.median + rise;
}

/** Median and median deviation of the same hour on the days before; null with less than three days. */
function baseline(
  samples: readonly Sample[],
  sample: Sample,
  read: (sample: Sample) => number | null,
): { median: number; mad: number } | null {
  const time = sample.at.getTime();
  const values = samples.flatMap((one) => {
    const age = time - one.at.getTime();
    const value = read(one);
    const isSameHour = Math.abs(age - Math.round(age / dayMs) * dayMs) <= hourMs / 2;
    const isBefore = age > hourMs / 2 && age <= baselineDays * dayMs + hourMs / 2;
    const counts = isBefore && isSameHour && !one.isInEvent;
    return counts && value !== null ? [value] : [];
  });
  if (values.length < leastDays) return null;
  const middle = medianOf(values);
  return { median: middle, mad: medianOf(values.map((value) => Math.abs(value - middle))) };
}

function medianOf(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const half = Math.floor(sorted.length / 2);
  const upper = sorted[half] ?? 0;
  return sorted.length % 2 === 1 ? upper : ((sorted[half - 1] ?? upper) + upper) / 2;
}

function inARow(times: readonly Date[]): boolean {
  return times.every((time, index) => {
    const before = times[index - 1];
    return !before || time.getTime() - before.getTime() <= longestPauseMs;
  });
}
