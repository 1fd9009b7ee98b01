import { lastSlot, nextRun } from '../../src/job/schedule.ts';

export const zones = [
  'UTC',
  'Europe/London',
  'Europe/Berlin',
  'America/New_York',
  'America/Sao_Paulo',
  'Asia/Kathmandu',
  'Australia/Lord_Howe',
  'Pacific/Chatham',
];
export const patterns = ['30 1 * * *', '15 2 * * *', '0 3 * * *', '59 23 * * *', '30 2,14 * * *'];

const dayMs = 86_400_000;

/**
 * The slots of a daily schedule over some years against the days of the calendar: each of its times has
 * to come once on every day, and every slot has to be the last one once its time has come.
 */
export function playYears(
  pattern: string,
  timeZone: string,
  years: number,
): { due: number; right: number } {
  const from = Date.UTC(2026, 0, 1, 12);
  const to = Date.UTC(2026 + years, 0, 1, 12);
  const dayOf = new Intl.DateTimeFormat('sv', { timeZone, dateStyle: 'short' });
  const slots = new Map<string, number>();
  for (let at = nextRun(pattern, timeZone, new Date(from)); at && at.getTime() <= to; ) {
    const isLast = lastSlot(pattern, timeZone, at)?.getTime() === at.getTime();
    const day = dayOf.format(at);
    slots.set(day, (slots.get(day) ?? 0) + (isLast ? 1 : Number.NaN));
    at = nextRun(pattern, timeZone, at);
  }
  const perDay = pattern.split(' ')[1]?.split(',').length ?? 0;
  // In some zones the first and last days are not whole.
  const days = Array.from({ length: Math.round((to - from) / dayMs) - 3 }, (_, index) =>
    new Date(from + (index + 2) * dayMs).toISOString().slice(0, 10),
  );
  return {
    due: days.length * perDay,
    right: days.filter((day) => slots.get(day) === perDay).length * perDay,
  };
}
