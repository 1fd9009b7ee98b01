import { setTimeout as sleep } from 'node:timers/promises';
import {
  type Fault,
  type SandboxAnswer,
  type SandboxRoute,
  type SandboxServer,
  text,
} from '../http.ts';
import type { Sockets } from './sockets.ts';

/** `reset` cuts the connection; after processing the call has its effect and the answer is lost. */
export type SlackFault =
  | { status: number; body?: string; headers?: Record<string, string> }
  | { afterProcessing: true }
  | 'reset';

/** What makes every request slow or fail. */
export type Weather = { latencyMs: number; down: boolean };

export async function underWeather(
  weather: Weather,
  next: () => Promise<SandboxAnswer>,
): Promise<SandboxAnswer> {
  if (weather.latencyMs > 0) await sleep(weather.latencyMs);
  return weather.down ? text('Service Unavailable', 503) : next();
}

/** The switches for everything that goes wrong. */
export function faultsOf(parts: {
  server: SandboxServer;
  routes: SandboxRoute[];
  weather: Weather;
  sockets: Sockets;
}) {
  const { server, routes, weather, sockets } = parts;
  return {
    failNext: (method: string, fault: SlackFault, times = 1) => {
      if (!routes.some((route) => route.kind === method)) throw new Error(`no method ${method}`);
      server.failNext(method, faultOf(fault), times);
    },
    setLatency: (milliseconds: number) => {
      weather.latencyMs = milliseconds;
    },
    setOutage: (down: boolean) => {
      weather.down = down;
      sockets.refuse(down);
      if (down) sockets.drop();
    },
  };
}

function faultOf(fault: SlackFault): Fault {
  if (fault === 'reset') return { cut: 'before' };
  return 'afterProcessing' in fault ? { cut: 'after' } : fault;
}
