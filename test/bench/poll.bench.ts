import { setTimeout as sleep } from 'node:timers/promises';
import { createQbittorrent, type Qbittorrent } from '../../src/clients/qbittorrent/index.ts';
import { memoryLoginGate } from '../../src/clients/qbittorrent/login-gate.ts';
import { type Gate, startGate } from '../e2e/gate.ts';
import { type RunningQbittorrent, startQbittorrent } from '../support/qbittorrent.ts';
import { connectTo, type SwarmClient } from '../support/swarm-client.ts';
import { compare, type Turn } from './rounds.ts';
import type { Bench } from './run.ts';
import { inventTorrent } from './torrents.ts';

const torrentCount = 5000;
const perRequest = 100;
const category = 'audiobooks';
/** Processor time is counted in hundredths of a second, so a turn asks often. */
const cheapPolls = 30;
const dearPolls = 4;

export default {
  name: 'poll',
  question: `What does a look at a qBittorrent with ${torrentCount} torrents cost, and a full list?`,
  async run() {
    const program = await startQbittorrent();
    const way = await startGate(program.baseUrl, { keepsHost: false });
    try {
      const person = await connectTo(program);
      await fill(person);
      const hashes = (await person.torrents()).map(({ hash }) => hash);
      const { app, api } = await connect(program, way).version();
      console.log(`qBittorrent ${app} (Web API ${api}), ${hashes.length} torrents`);
      await compareLooks(program, way, hashes);
    } finally {
      await way.stop();
      await program.stop();
    }
  },
} satisfies Bench;

async function fill(person: SwarmClient): Promise<void> {
  for (let start = 0; start < torrentCount; start += perRequest) {
    const names = Array.from({ length: perRequest }, (_, index) => `Book ${start + index}`);
    const torrents = names.map(
      (name) => inventTorrent(name, 'http://127.0.0.1:9/announce/x').bytes,
    );
    await person.addAll(torrents, { category, paused: 'true', stopped: 'true' });
  }
  while ((await person.torrents()).length < torrentCount) await sleep(500);
  // What was added is still being written.
  await sleep(3000);
}

async function compareLooks(
  program: RunningQbittorrent,
  way: Gate,
  hashes: readonly string[],
): Promise<void> {
  const client = connect(program, way);
  const { mark } = await client.readCategory(category);
  // From the second look on, the deltas of newer versions are used, which begin with one full list.
  for (let time = 0; time < 2; time += 1) await client.hasCategoryChanged(category, mark);
  const turnOf = (ask: () => Promise<unknown>, polls: number) => measure(program, way, ask, polls);
  const fullList = turnOf(() => client.readCategory(category), dearPolls);
  await compare('A look with nothing on its way', {
    Shelfwarden: turnOf(() => client.hasCategoryChanged(category, mark), dearPolls),
    'full list': fullList,
  });
  for (const count of [1, 20]) {
    const own = hashes.slice(0, count);
    await compare(`Following ${count} of them`, {
      Shelfwarden: turnOf(() => client.torrents(own), cheapPolls),
      'full list': fullList,
    });
  }
}

function measure(
  program: RunningQbittorrent,
  way: Gate,
  ask: () => Promise<unknown>,
  polls: number,
): Turn {
  return async () => {
    const { receivedBytes } = way;
    const cpuMs = program.cpuMs();
    const startedAt = performance.now();
    for (let poll = 0; poll < polls; poll += 1) await ask();
    const per = (total: number) => [total / polls];
    return {
      'bytes of the answer': per(way.receivedBytes - receivedBytes),
      'its processor ms': per(program.cpuMs() - cpuMs),
      'clock ms': per(performance.now() - startedAt),
    };
  };
}

function connect({ username, password }: RunningQbittorrent, way: Gate): Qbittorrent {
  return createQbittorrent({
    baseUrl: way.url,
    username,
    password,
    userAgent: 'bench',
    now: () => new Date(),
    loginGate: memoryLoginGate(),
  });
}
