import { channel } from 'node:diagnostics_channel';
import type { ExternalKind, ServiceName } from './errors.ts';

/** One request to another program that is over: how long it took, and what its status or its failure means. */
export type FinishedRequest = {
  service: ServiceName;
  outcome: 'ok' | ExternalKind;
  seconds: number;
};

/** The channel of this thread that tells of every finished request. */
export const finishedRequests = channel('shelfwarden:finished-request');

/** Starts the clock of a request; the returned function stops it and tells how the request ended. */
export function startRequest(service: ServiceName): (outcome: FinishedRequest['outcome']) => void {
  const startedAt = performance.now();
  return (outcome) => {
    const seconds = (performance.now() - startedAt) / 1000;
    const finished: FinishedRequest = { service, outcome, seconds };
    finishedRequests.publish(finished);
  };
}

/** What a status of HTTP means; null for any 2xx. */
export function faultOf(status: number, asksToWait: boolean): ExternalKind | null {
  if (status >= 200 && status < 300) return null;
  if (status === 401 || status === 403) return 'unauthorized';
  if (status === 429 || (status === 503 && asksToWait)) return 'throttled';
  return status >= 500 ? 'unreachable' : 'refused';
}
