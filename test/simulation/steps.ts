import { chanceOf } from './chance.ts';
import { canGoOn, type Facts } from './invariants.ts';

const minuteMs = 60_000;
const dayMs = 24 * 60 * minuteMs;

/** Of so many days one is lively: the five-minute schedule runs as it is, and an hour of every minute. */
const livelyDayShare = 1 / 365;
/** Of so many days two hours are lively. */
const livelyHoursShare = 1 / 60;
/** Days without anything under way are left out, so many at once at most. */
const mostDaysAtRest = 7;

/** The moments of a day at which the product gets to work: between them it catches up, as after a pause. */
export function stepsOfDay(seed: number, day: number, start: Date): Date[] {
  return minutesOf(seed, day).map(
    (minute) => new Date(start.getTime() + day * dayMs + minute * minuteMs),
  );
}

/** The day that is played next: nothing but the schedule is due before it. */
export function nextDay(
  seed: number,
  day: number,
  start: Date,
  { rows, torrents }: Pick<Facts, 'rows' | 'torrents'>,
): number {
  if (rows.inFlight.some((one) => canGoOn(one, torrents))) return day + 1;
  const due = rows.nextDue?.getTime() ?? Number.POSITIVE_INFINITY;
  const latest = day + 1 + Math.floor(chanceOf(seed, 'rest', day) * mostDaysAtRest);
  let next = day + 1;
  while (next < latest && !isLively(seed, next) && due >= start.getTime() + (next + 1) * dayMs)
    next += 1;
  return next;
}

function isLively(seed: number, day: number): boolean {
  return (
    chanceOf(seed, 'lively', day) < livelyDayShare ||
    chanceOf(seed, 'lively hours', day) < livelyHoursShare
  );
}

function minutesOf(seed: number, day: number): number[] {
  if (!isLively(seed, day)) return quietMinutes(seed, day);
  const isWhole = chanceOf(seed, 'lively', day) < livelyDayShare;
  return isWhole ? livelyMinutes(seed, day, 0, 24) : livelyMinutes(seed, day, 18, 20);
}

/** Every five minutes from one hour to the other, and within that every minute for a while. */
function livelyMinutes(seed: number, day: number, from: number, to: number): number[] {
  const [first, count] = [from * 60, (to - from) * 60];
  const each = Math.min(60, count / 4);
  const begin = first + Math.floor(chanceOf(seed, 'hour', day) * (count - each));
  const everyFive = Array.from({ length: count / 5 }, (_, index) => first + index * 5);
  const everyOne = Array.from({ length: each }, (_, index) => begin + index);
  return [...new Set([...everyFive, ...everyOne])].toSorted((a, b) => a - b);
}

/** Before or after noon, now and then at both times and once more shortly after. */
function quietMinutes(seed: number, day: number): number[] {
  const moment = (word: string, from: number, to: number) =>
    from + Math.floor(chanceOf(seed, word, day) * (to - from));
  const evening = moment('evening', 16 * 60, 21 * 60);
  const morning = moment('morning', 6 * 60, 12 * 60);
  const kind = chanceOf(seed, 'again', day);
  if (kind < 0.3) return [morning, evening, evening + 2];
  return [kind < 0.5 ? morning : evening];
}
