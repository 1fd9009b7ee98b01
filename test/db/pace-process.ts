import { Worker } from 'node:worker_threads';
import { isMainThread, workerData } from 'node:worker_threads';
import { openServices, type ServiceParameters } from '../../src/app.ts';

// A program of its own with two worker threads, each of which asks the tracker as often as it may for
// so many seconds: searches, the account, and now and then a torrent.
export type PaceOrder = Pick<ServiceParameters, 'environment' | 'connection'> & { seconds: number };

const workers = 2;

if (isMainThread) {
  const order = JSON.parse(process.argv[2] ?? '{}') as PaceOrder;
  for (let count = 0; count < workers; count += 1) {
    new Worker(new URL(import.meta.url), { workerData: order });
  }
} else {
  const { seconds, ...parameters } = workerData as PaceOrder;
  const { services, close } = await openServices({
    ...parameters,
    platforms: [],
    poolMax: 1,
    logFile: null,
  });
  const { mam } = services;
  if (!mam) throw new Error('the tracker is not configured');
  const endsAt = Date.now() + seconds * 1000;
  for (let turn = 0; Date.now() < endsAt; turn += 1) {
    if (turn % 3 === 2) await mam.account();
    else await mam.search({ text: '@title ("Oz")' });
  }
  await close();
}
