import { BroadcastChannel } from 'node:worker_threads';
import { type FinishedRequest, finishedRequests } from './finished-request.ts';

const betweenThreads = 'shelfwarden:finished-request';

/** In the thread of a job: what its requests took is told to the main thread, which has the figures. */
export function tellMainThread(): void {
  const line = new BroadcastChannel(betweenThreads);
  line.unref();
  finishedRequests.subscribe((request) => line.postMessage(request));
}

/** In the main thread: hears of every finished request of this process until the returned function is called. */
export function hearRequests(hear: (request: FinishedRequest) => void): () => void {
  const line = new BroadcastChannel(betweenThreads);
  line.unref();
  line.onmessage = ({ data }: { data: FinishedRequest }) => hear(data);
  const hearOwn = (request: unknown) => hear(request as FinishedRequest);
  finishedRequests.subscribe(hearOwn);
  return () => {
    finishedRequests.unsubscribe(hearOwn);
    line.close();
  };
}
