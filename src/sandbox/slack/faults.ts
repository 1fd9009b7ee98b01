import { setTimeout as sleep } from 'node:timers/promises';
import { type Fault, type SandboxAnswer, text } from '../http.ts';

/** `reset` cuts the connection; after processing the call has its effect and the answer is lost. */
export type SlackFault =
  | { status: number; body?: string; headers?: Record<string, string> }
  | { afterProcessing: true }
  | 'reset';

export function faultOf(fault: SlackFault): Fault {
  if (fault === 'reset') return { cut: 'before' };
  return 'afterProcessing' in fault ? { cut: 'after' } : fault;
}

/** What makes every request slow or fail. */
export type Weather = { latencyMs: number; down: boolean };

export async function underWeather(
  weather: Weather,
  next: () => Promise<SandboxAnswer>,
): Promise<SandboxAnswer> {
  if (weather.latencyMs > 0) await sleep(weather.latencyMs);
  return weather.down ? text('Service Unavailable', 503) : next();
}
