import { seededRandom } from '../torrent/hostile.ts';
import type { Subject } from './subject.ts';

export type Failure = { subject: string; seed: number; error: unknown };
export type Played = {
  inputs: number;
  failures: Failure[];
  /** In the reader alone. */
  readMs: number;
  slowest: { ms: number; seed: number };
  /** Of the inputs from 20,000 characters on. */
  slowestPerMb: { ms: number; seed: number };
};

/** Shorter ones cannot take long for their length in a way that would matter. */
const longFrom = 20_000;
const doubtfulMs = 0.5;
const prototypes = [Object.prototype, Array.prototype, Function.prototype, String.prototype];
const ownNames = () => prototypes.map((one) => Object.getOwnPropertyNames(one).length).join();

/** Reads inputs number `seed` and those after it; each can be made again from its own number. */
export async function play(subject: Subject, inputs: number, seed: number): Promise<Played> {
  const played: Played = {
    inputs,
    failures: [],
    readMs: 0,
    slowest: { ms: 0, seed },
    slowestPerMb: { ms: 0, seed },
  };
  const clean = ownNames();
  for (let number = seed; number < seed + inputs; number += 1) {
    const input = subject.make(seededRandom(number));
    const startedAt = performance.now();
    let hasFailed = false;
    try {
      const read = subject.read(input);
      if (read instanceof Promise) await read;
      if ('polluted' in {}) throw new Error('every object has something new');
    } catch (error) {
      hasFailed = true;
      Reflect.deleteProperty(Object.prototype, 'polluted');
      played.failures.push({ subject: subject.name, seed: number, error });
    }
    const ms = performance.now() - startedAt;
    played.readMs += ms;
    if (ms >= doubtfulMs && !hasFailed)
      await noteSlow(played, subject, { input, ms, seed: number });
  }
  if (ownNames() !== clean) {
    const error = new Error('a prototype was changed by one of these inputs');
    played.failures.push({ subject: subject.name, seed, error });
  }
  return played;
}

/** On a shared machine the first reading may tell of others, so a long one is repeated. */
async function noteSlow(
  played: Played,
  subject: Subject,
  { input, ms: firstMs, seed }: { input: unknown; ms: number; seed: number },
): Promise<void> {
  const ms = Math.min(firstMs, await timeOf(subject, input), await timeOf(subject, input));
  if (ms > played.slowest.ms) played.slowest = { ms, seed };
  const length = lengthOf(input);
  const msPerMb = (ms * 1e6) / length;
  if (length >= longFrom && msPerMb > played.slowestPerMb.ms) {
    played.slowestPerMb = { ms: msPerMb, seed };
  }
}

async function timeOf(subject: Subject, input: unknown): Promise<number> {
  const startedAt = performance.now();
  try {
    const read = subject.read(input);
    if (read instanceof Promise) await read;
  } catch {
    // Counted already, the first time.
  }
  return performance.now() - startedAt;
}

function lengthOf(input: unknown): number {
  if (typeof input === 'string' || Buffer.isBuffer(input)) return input.length;
  return JSON.stringify(input)?.length ?? 0;
}
