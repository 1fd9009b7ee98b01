import { chanceOf } from './chance.ts';

const minuteMs = 60_000;
const dayMs = 24 * 60 * minuteMs;

/** Of so many days one is lively: the five-minute schedule runs as it is, and an hour of every minute. */
const livelyShare = 1 / 60;

/** The moments of a day at which the product gets to work: between them it catches up, as after a pause. */
export function stepsOfDay(seed: number, day: number, start: Date): Date[] {
  const isLively = chanceOf(seed, 'lively', day) < livelyShare;
  const minutes = isLively ? livelyMinutes(seed, day) : quietMinutes(seed, day);
  return minutes.map((minute) => new Date(start.getTime() + day * dayMs + minute * minuteMs));
}

function livelyMinutes(seed: number, day: number): number[] {
  const hour = Math.floor(chanceOf(seed, 'hour', day) * 23) * 60;
  const everyFive = Array.from({ length: 288 }, (_, index) => index * 5);
  const everyOne = Array.from({ length: 60 }, (_, index) => hour + index);
  return [...new Set([...everyFive, ...everyOne])].toSorted((a, b) => a - b);
}

/** After the night's jobs and when people are at home; now and then once more shortly after. */
function quietMinutes(seed: number, day: number): number[] {
  const moment = (word: string, from: number, to: number) =>
    from + Math.floor(chanceOf(seed, word, day) * (to - from));
  const evening = moment('evening', 16 * 60, 21 * 60);
  const again = chanceOf(seed, 'again', day) < 0.3 ? [evening + 2] : [];
  return [moment('morning', 6 * 60, 12 * 60), evening, ...again];
}
