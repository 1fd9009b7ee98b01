import { expect, test } from 'vitest';
import type { Wait } from '../../../src/clients/audiobookshelf/index.ts';
import { type Answer, type Received, startAudiobookshelf } from './loopback.ts';

const firstScanMs = Date.UTC(2031, 4, 1);

/** What the server would show of its scans; the tests move it on while the client sleeps. */
type World = { tasks: unknown[]; lastScan: number | null };

const scanOf = (libraryId: string) => ({
  id: `task-${libraryId}`,
  action: 'library-scan',
  data: { libraryId, libraryName: 'Books' },
  isFinished: false,
});

function answerFrom(world: World, onScan: () => void = () => undefined) {
  return ({ method, path }: Received): Answer => {
    if (path === '/shelf/api/tasks') return { body: { tasks: world.tasks } };
    if (path === '/shelf/api/libraries') {
      const library = { id: 'lib-1', name: 'Books', mediaType: 'book', folders: [] };
      return { body: { libraries: [{ ...library, lastScan: world.lastScan }] } };
    }
    if (method === 'POST') onScan();
    return { contentType: 'text/plain', body: 'OK' };
  };
}

/** Sleeps that pass at once, each doing the next of these steps. */
function waitWith(steps: (() => void)[], timeoutMs = 10_000): Wait {
  const left = [...steps];
  const sleep = async () => left.shift()?.();
  return { pollMs: 2000, timeoutMs, signal: new AbortController().signal, sleep };
}

test('no scan of the library means finished, whatever else the server does', async () => {
  const world = {
    tasks: [scanOf('lib-2'), { action: 'encode-m4b', data: {} }, 'junk'],
    lastScan: 1,
  };
  await using server = await startAudiobookshelf(answerFrom(world));

  const outcome = await server.shelf.waitForScan('lib-1', waitWith([]));

  expect(outcome).toBe('finished');
  expect(server.requests).toHaveLength(1);
});

test('a running scan is polled until its task vanishes', async () => {
  const world: World = { tasks: [scanOf('lib-1')], lastScan: firstScanMs };
  await using server = await startAudiobookshelf(answerFrom(world));
  const vanish = () => void (world.tasks = []);

  const outcome = await server.shelf.waitForScan('lib-1', waitWith([() => undefined, vanish]));

  expect(outcome).toBe('finished');
  expect(server.requests).toHaveLength(3);
});

test('a scan that outlasts the timeout is told apart', async () => {
  const world: World = { tasks: [scanOf('lib-1')], lastScan: firstScanMs };
  await using server = await startAudiobookshelf(answerFrom(world));

  const outcome = await server.shelf.waitForScan('lib-1', waitWith([], 6000));

  expect(outcome).toBe('timed-out');
  expect(server.requests).toHaveLength(4);
});

test('an aborted wait throws its reason', async () => {
  const world: World = { tasks: [scanOf('lib-1')], lastScan: firstScanMs };
  await using server = await startAudiobookshelf(answerFrom(world));
  const controller = new AbortController();
  const stop = async () => controller.abort(new Error('stopping'));
  const wait = { ...waitWith([]), signal: controller.signal, sleep: stop };

  await expect(server.shelf.waitForScan('lib-1', wait)).rejects.toThrow('stopping');
});

test('a scan too short to be seen is over when the library has a new scan time', async () => {
  const world: World = { tasks: [], lastScan: null };
  await using server = await startAudiobookshelf(answerFrom(world));
  const end = () => void (world.lastScan = firstScanMs);

  const outcome = await server.shelf.scanAndWait('lib-1', waitWith([() => undefined, end]));

  expect(outcome).toBe('finished');
  expect(server.asked().filter((asked) => asked.startsWith('POST'))).toEqual([
    'POST /shelf/api/libraries/lib-1/scan',
  ]);
});

test('a scan that failed without a scan time is over when its task was seen and vanished', async () => {
  const world: World = { tasks: [], lastScan: firstScanMs };
  await using server = await startAudiobookshelf(
    answerFrom(world, () => void (world.tasks = [scanOf('lib-1')])),
  );

  const outcome = await server.shelf.scanAndWait(
    'lib-1',
    waitWith([() => void (world.tasks = [])]),
  );

  expect(outcome).toBe('finished');
});

test('a scan that runs already is awaited, and its end does not count as ours', async () => {
  const world: World = { tasks: [scanOf('lib-1')], lastScan: firstScanMs };
  const scannedDuring: number[] = [];
  await using server = await startAudiobookshelf(
    answerFrom(world, () => void scannedDuring.push(world.tasks.length)),
  );
  const earlierEnds = () => Object.assign(world, { tasks: [], lastScan: firstScanMs + 1 });
  const oursEnds = () => void (world.lastScan = firstScanMs + 2);

  const outcome = await server.shelf.scanAndWait(
    'lib-1',
    waitWith([earlierEnds, () => undefined, oursEnds]),
  );

  expect(outcome).toBe('finished');
  expect(scannedDuring).toEqual([0]);
  expect(server.asked().slice(0, 4)).toEqual([
    'GET /shelf/api/tasks',
    'GET /shelf/api/tasks',
    'GET /shelf/api/libraries',
    'POST /shelf/api/libraries/lib-1/scan',
  ]);
});

test('no scan is asked for while an earlier one does not end', async () => {
  const world: World = { tasks: [scanOf('lib-1')], lastScan: firstScanMs };
  await using server = await startAudiobookshelf(answerFrom(world));

  const outcome = await server.shelf.scanAndWait('lib-1', waitWith([]));

  expect(outcome).toBe('timed-out');
  expect(server.asked()).not.toContain('POST /shelf/api/libraries/lib-1/scan');
});

test('a key without admin rights may not scan', async () => {
  await using server = await startAudiobookshelf(() => ({ status: 403, body: 'Forbidden' }));

  await expect(server.shelf.scan('lib-1')).rejects.toMatchObject({ kind: 'unauthorized' });
});
