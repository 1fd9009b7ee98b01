import { Cron } from 'croner';

/**
 * When the part of the day called `hours` ("01:00-07:00", also across midnight) begins next; null
 * when it is now, or when `hours` is empty.
 */
export function opensAt(hours: string, timeZone: string, now: Date): Date | null {
  const [from, to] = hours.split('-');
  if (!from || !to || from === to) return null;
  const time = localTime(now, timeZone);
  const isOpen = from < to ? from <= time && time < to : time >= from || time < to;
  if (isOpen) return null;
  const [hour, minute] = from.split(':').map(Number);
  return new Cron(`${minute} ${hour} * * *`, { timezone: timeZone }).nextRun(now);
}

/** "07:05" there, so that times compare as texts. */
function localTime(now: Date, timeZone: string): string {
  const clock = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23', timeZone } as const;
  return now.toLocaleTimeString('en-GB', clock);
}

/** When that part of the day ends; null when it is not now, and for "off". */
export function endsAt(hours: string, timeZone: string, now: Date): Date | null {
  const [from, to] = hours.split('-');
  return from && to ? opensAt(`${to}-${from}`, timeZone, now) : null;
}
