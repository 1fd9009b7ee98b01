import { onTestFinished } from 'vitest';
import { type FinishedRequest, finishedRequests } from '../../src/finished-request.ts';

/** What requests of this thread are told from now on, as "slack ok". */
export function hearOutcomes(): string[] {
  const outcomes: string[] = [];
  const hear = (message: unknown) => {
    const { service, outcome, seconds } = message as FinishedRequest;
    if (seconds > 0) outcomes.push(`${service} ${outcome}`);
  };
  finishedRequests.subscribe(hear);
  onTestFinished(() => {
    finishedRequests.unsubscribe(hear);
  });
  return outcomes;
}
