import { ExternalError, type ServiceName } from '../../src/errors.ts';
import type { Fault, RecordedRequest } from '../../src/sandbox/http.ts';
import { chanceOf, pickBy } from './chance.ts';

/** How bad things are: the share of single requests that fail, and of the days on which a service is away for hours. */
export type Weather = { seed: number; faultShare: number; outageShare: number };

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

/** What may go wrong with one request. A time-out after the effect is a cut one: nobody waits for it. */
const faults: readonly Fault[] = [
  { cut: 'before' },
  { cut: 'after' },
  { cut: 'after' },
  { half: 'after' },
  { status: 500, body: 'Internal Server Error' },
  { status: 502, body: '<html><h1>502 Bad Gateway</h1></html>' },
  { status: 503 },
];
const throttle: Fault = { status: 429, headers: { 'retry-after': '1800' } };

/** Whether a service is away: on some days it is for one to nine hours. */
function isAway({ seed, outageShare }: Weather, service: string, now: Date): boolean {
  const day = Math.floor(now.getTime() / dayMs);
  if (chanceOf(seed, 'outage', service, day) >= outageShare) return false;
  const from = chanceOf(seed, 'from', service, day) * 15 * hourMs;
  const until = from + (1 + chanceOf(seed, 'until', service, day) * 8) * hourMs;
  const ofDay = now.getTime() % dayMs;
  return ofDay >= from && ofDay < until;
}

/** Decides for each request, by what it is and how often it came before, whatever the order of others. */
export function createFaults(weather: Weather, service: string, now: () => Date) {
  const times = new Map<string, number>();
  return ({ kind, path, query }: RecordedRequest): Fault | undefined => {
    const { _: _time, ...rest } = query;
    const what = `${kind} ${path} ${JSON.stringify(rest)}`;
    const count = (times.get(what) ?? 0) + 1;
    times.set(what, count);
    if (isAway(weather, service, now())) return { cut: 'before' };
    const chance = (word: string) => chanceOf(weather.seed, service, word, what, count);
    if (chance('fault') >= weather.faultShare) return undefined;
    if (service === 'tracker' && chance('throttle') < 0.1) return throttle;
    return pickBy(faults, chance('which'));
  };
}

/** The same for a chat: nothing arrives, or it does and the answer is lost. */
export function chatFault(
  weather: Weather,
  chat: ServiceName,
  what: string,
  now: Date,
): { hasEffect: boolean; error: ExternalError } | null {
  const error = new ExternalError(chat, 'unreachable', `${chat} cannot be reached`);
  if (isAway(weather, chat, now)) return { hasEffect: false, error };
  if (chanceOf(weather.seed, chat, what) >= weather.faultShare) return null;
  return { hasEffect: chanceOf(weather.seed, chat, 'effect', what) < 0.5, error };
}
