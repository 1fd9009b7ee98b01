import { setTimeout as sleep } from 'node:timers/promises';

const patienceMs = 4000;

/** A person waits for the answer: a service that takes longer counts as away. */
export async function soon<T>(call: Promise<T>): Promise<T> {
  const late = sleep(patienceMs, undefined, { ref: false }).then((): never => {
    throw new Error(`no answer within ${patienceMs / 1000} seconds`);
  });
  return await Promise.race([call, late]);
}
