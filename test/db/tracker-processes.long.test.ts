import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { type GateRequest, startGate } from '../e2e/gate.ts';
import { openStage } from '../e2e/stage.ts';
import { useDatabase } from '../support/use-database.ts';
import type { PaceOrder } from './pace-process.ts';

const { connection } = useDatabase();
const seconds = Number(process.env['PACE_SECONDS'] ?? 8);
const spacingMs = 1000;
/** The site's own limit; ours is told apart from the time a request is on its way. */
const siteSpacingMs = 250;

type Arrival = { kind: string; beganAt: number; endedAt: number };

const kindOf = ({ path: asked }: GateRequest) => (asked === '/jsonLoad.php' ? 'account' : 'search');

test('two processes with four workers never ask at once, and keep the distance of each kind', async (context) => {
  const stage = await openStage(context);
  const gate = await startGate(stage.environment['MAM_URL'] ?? '');
  stage.onEnd(gate.stop);
  const arrivals: Arrival[] = [];
  gate.setGuard(async (request, forward) => {
    const beganAt = performance.now();
    const answer = await forward();
    arrivals.push({ kind: kindOf(request), beganAt, endedAt: performance.now() });
    return answer;
  });
  const order: PaceOrder = {
    seconds,
    connection: connection(),
    environment: {
      ...stage.environment,
      MAM_URL: gate.url,
      MAM_SEARCH_SECONDS: String(spacingMs / 1000),
      MAM_SEARCHES_PER_DAY: '10000',
      LOG_LEVEL: 'error',
    },
  };
  const program = path.join(import.meta.dirname, 'pace-process.ts');
  const run = () => promisify(execFile)(process.execPath, [program, JSON.stringify(order)]);

  await Promise.all([run(), run()]);

  const inTurn = arrivals.toSorted((a, b) => a.beganAt - b.beganAt);
  const overlapping = inTurn.filter(
    ({ beganAt }, index) => beganAt < (inTurn[index - 1]?.endedAt ?? 0),
  );
  expect(overlapping).toEqual([]);
  for (const kind of ['search', 'account']) {
    const times = inTurn.filter((one) => one.kind === kind).map(({ beganAt }) => beganAt);
    const gaps = times.slice(1).map((at, index) => at - (times[index] ?? 0));
    expect(times.length).toBeGreaterThan(1);
    expect(Math.min(...gaps)).toBeGreaterThan(siteSpacingMs);
    const inAll = (times.at(-1) ?? 0) - (times[0] ?? 0);
    expect(inAll).toBeGreaterThan(gaps.length * spacingMs - siteSpacingMs);
  }
}, 180_000);
