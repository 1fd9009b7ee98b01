import { once } from 'node:events';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { localOwner } from '../../src/app.ts';
import { clientOptions } from '../../src/db/listen.ts';
import { type Bot, startBot } from '../../src/start.ts';
import { rawAccount, rawPage, rawRow } from '../clients/mam/answers.ts';
import { createChatRoom, roomPlatform } from '../e2e/chat-room.ts';
import { type RunningQbittorrent, startQbittorrent } from '../support/qbittorrent.ts';
import { connectTo, type SwarmClient } from '../support/swarm-client.ts';
import { insertProposals } from './proposals.ts';
import { compare, type Turn } from './rounds.ts';
import type { Bench } from './run.ts';
import { inventTorrent } from './torrents.ts';

const rounds = 5;
const pressesPerRound = 4;
/** The program leaves a second between two requests to the tracker; no press is measured waiting for that. */
const spacingMs = 1300;

type Proposed = { id: number; trackerId: string };
type Tracker = { url: string; torrentOf: (id: string) => ReturnType<typeof inventTorrent> };

export default {
  name: 'approve',
  question: 'How long from the press on Approve until the torrent is in qBittorrent?',
  async run() {
    const folder = await mkdtemp(path.join(os.tmpdir(), 'shelfwarden-bench-'));
    // The embedded database may run as another user, who has to pass through.
    await chmod(folder, 0o711);
    process.env['TMPDIR'] = folder;
    const closings: (() => Promise<unknown>)[] = [
      () => rm(folder, { recursive: true, force: true, maxRetries: 5 }),
    ];
    try {
      await measure(folder, (closing) => closings.push(closing));
    } finally {
      for (const close of closings.reverse()) await close();
    }
  },
} satisfies Bench;

async function measure(
  folder: string,
  onEnd: (closing: () => Promise<unknown>) => void,
): Promise<void> {
  const program = await startQbittorrent();
  onEnd(program.stop);
  const tracker = await startTracker();
  onEnd(tracker.stop);
  const bot = await start(folder, program, tracker);
  onEnd(bot.stop);
  const person = await connectTo(program);
  const version = await bot.services.qbittorrent?.version();
  console.log(`qBittorrent ${version?.app}, presses through the door of every surface`);
  await insertProposals(bot.services.em(), (rounds + 1) * pressesPerRound);
  const proposals = await bot.services.em().execute<Proposed[]>(
    `select p.id, r.tracker_id as "trackerId"
       from proposals p join releases r on r.id = p.release_id where p.status = 'open'`,
  );
  const bare = await openBare(bot, tracker, person);
  onEnd(bare.close);
  const contestants = {
    Shelfwarden: () => press(bot, tracker, person, proposals.splice(0, pressesPerRound)),
    'the bare calls': bare.turn,
  };
  await compare('From the press to the torrent in the client', contestants, rounds);
}

function start(folder: string, program: RunningQbittorrent, { url }: Tracker): Promise<Bot> {
  return startBot({
    mode: 'bot',
    platforms: [roomPlatform(createChatRoom())],
    environment: {
      DATA_DIR: path.join(folder, 'data'),
      LOG_LEVEL: 'error',
      SCHEDULER_ENABLED: 'false',
      MAM_ID: 'bench',
      MAM_URL: url,
      MAM_TRACKER_URL: url,
      MAM_SEARCH_SECONDS: '1',
      MAM_TORRENT_SECONDS: '1',
      MAM_SEARCHES_PER_DAY: '10000',
      MIN_FREE_GB: '0',
      QB_URL: program.baseUrl,
      QB_USERNAME: program.username,
      QB_PASSWORD: program.password,
    },
  });
}

/** The whole way of a press: role, decision, audit, outbox, a last look at the release, checks, add. */
async function press(
  { execute }: Bot,
  tracker: Tracker,
  person: SwarmClient,
  proposals: readonly Proposed[],
): Promise<Record<string, number[]>> {
  const times: number[] = [];
  for (const { id: proposal, trackerId } of proposals) {
    const { infoHash } = tracker.torrentOf(trackerId);
    await sleep(spacingMs);
    const pressedAt = performance.now();
    await execute({ command: 'approve', input: { proposal }, actor: localOwner() });
    await untilVisible(person, infoHash);
    times.push(performance.now() - pressedAt);
  }
  return { 'to visible ms': times };
}

/** What cannot be left out: intent, torrent file, add, visible, done. */
async function openBare(
  { connection }: Bot,
  tracker: Tracker,
  person: SwarmClient,
): Promise<{ turn: Turn; close: () => Promise<void> }> {
  const database = new pg.Client(clientOptions(connection));
  await database.connect();
  await database.query('create table bench_grabs (id serial primary key, state text not null)');
  let count = 0;
  const grab = async () => {
    count += 1;
    const id = `bare-${count}`;
    const { infoHash } = tracker.torrentOf(id);
    await sleep(spacingMs);
    const startedAt = performance.now();
    const { rows } = await database.query<{ id: number }>(
      `insert into bench_grabs (state) values ('intended') returning id`,
    );
    const file = await fetch(`${tracker.url}/tor/download.php?tid=${id}`);
    const fields = { category: 'audiobooks', autoTMM: 'true', paused: 'false', stopped: 'false' };
    await person.add(Buffer.from(await file.arrayBuffer()), fields);
    await untilVisible(person, infoHash);
    await database.query(`update bench_grabs set state = 'done' where id = $1`, [rows[0]?.id]);
    return performance.now() - startedAt;
  };
  return {
    async turn() {
      const times: number[] = [];
      for (let time = 0; time < pressesPerRound; time += 1) times.push(await grab());
      return { 'to visible ms': times };
    },
    close: () => database.end(),
  };
}

async function untilVisible(person: SwarmClient, infoHash: string): Promise<void> {
  while (!(await person.has(infoHash)));
}

/** A tracker that answers at once: one free release for every number, with a torrent file of its own. */
async function startTracker(): Promise<Tracker & { stop: () => Promise<void> }> {
  const torrents = new Map<string, ReturnType<typeof inventTorrent>>();
  const server = createServer();
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const torrentOf = (id: string) => {
    const made = torrents.get(id) ?? inventTorrent(`Book ${id}`, `${url}/announce/key`);
    torrents.set(id, made);
    return made;
  };
  server.on('request', (request, response) => {
    void (async () => {
      const { pathname, searchParams } = new URL(request.url ?? '', url);
      if (pathname === '/tor/download.php') {
        response.setHeader('content-type', 'application/x-bittorrent');
        return response.end(torrentOf(searchParams.get('tid') ?? '').bytes);
      }
      response.setHeader('content-type', 'application/json');
      if (pathname.startsWith('/announce')) return response.writeHead(404).end();
      if (pathname === '/jsonLoad.php') return response.end(JSON.stringify(rawAccount()));
      const body = Buffer.concat(await request.toArray()).toString();
      const { tor } = JSON.parse(body) as { tor: { id: number } };
      const row = rawRow({ id: tor.id, title: `Book ${tor.id}`, free: 1, size: '39.1 KiB' });
      return response.end(JSON.stringify(rawPage([row])));
    })();
  });
  return {
    url,
    torrentOf,
    async stop() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
