import { setTimeout as sleep } from 'node:timers/promises';
import type { Swarm } from '../torrents.ts';
import { announce } from './announce.ts';
import { checkPieces, writePiece } from './disk.ts';
import { type ClientTorrent, isComplete, pieceLength } from './torrent.ts';

const tickMs = 50;

/** What the client does by itself: check, fetch pieces at the pace, announce. */
export type ClientWork = {
  /** Runs something between two steps, so that it never meets half-written files. */
  inTurn: <T>(action: () => Promise<T>) => Promise<T>;
  /** One step for each torrent, in which so many seconds of fetching are made up for. */
  step: (seconds: number) => Promise<void>;
  stop: () => Promise<void>;
};

export function startWork(options: {
  torrents: ReadonlyMap<string, ClientTorrent>;
  swarm: Swarm;
  bytesPerSecond: number;
  now: () => Date;
  /** It does nothing by itself, only what `step` asks for. */
  isByHand: boolean;
}): ClientWork {
  const { torrents } = options;
  const stopped = new AbortController();
  let turn: Promise<unknown> = Promise.resolve();
  const inTurn = <T>(action: () => Promise<T>): Promise<T> => {
    const result = turn.then(action);
    turn = result.catch(() => undefined);
    return result;
  };
  const stepAll = (seconds: number) =>
    inTurn(async () => {
      for (const torrent of torrents.values()) await step(torrent, options, seconds);
    });
  const run = async () => {
    let before = performance.now();
    while (!stopped.signal.aborted) {
      await sleep(tickMs, undefined, { signal: stopped.signal }).catch(() => undefined);
      const seconds = (performance.now() - before) / 1000;
      before = performance.now();
      await stepAll(seconds);
    }
  };
  const running = options.isByHand ? Promise.resolve() : run();
  return {
    inTurn,
    step: stepAll,
    stop: async () => {
      stopped.abort();
      await running;
    },
  };
}

type StepOptions = { swarm: Swarm; bytesPerSecond: number; now: () => Date };

async function step(torrent: ClientTorrent, options: StepOptions, seconds: number): Promise<void> {
  if (torrent.isBroken) return;
  try {
    if (torrent.phase === 'arriving') torrent.phase = 'checking';
    else if (torrent.phase === 'checking') await check(torrent);
    else if (!torrent.isStopped && !isComplete(torrent))
      await fetchPieces(torrent, options, seconds);
  } catch {
    torrent.isBroken = true;
  }
}

async function check(torrent: ClientTorrent): Promise<void> {
  const isNew = torrent.isFirstCheck;
  await checkPieces(torrent);
  torrent.phase = 'ready';
  torrent.isFirstCheck = false;
  if (isNew && !torrent.isStopped) await announce(torrent, 'started');
}

async function fetchPieces(
  torrent: ClientTorrent,
  { swarm, bytesPerSecond, now }: StepOptions,
  seconds: number,
): Promise<void> {
  const { meta, savePath, have } = torrent;
  torrent.content ??= swarm.contentOf(meta.infoHash);
  if (!torrent.content) return;
  torrent.allowanceBytes += bytesPerSecond * seconds;
  for (const [index, owned] of have.entries()) {
    const length = pieceLength(meta, index);
    if (owned) continue;
    if (torrent.allowanceBytes < length) return;
    await writePiece(meta, savePath, index, torrent.content);
    have[index] = true;
    torrent.allowanceBytes -= length;
    torrent.downloadedBytes += length;
  }
  torrent.content = null;
  torrent.allowanceBytes = 0;
  torrent.completedAt = now();
  await announce(torrent, 'completed');
}
