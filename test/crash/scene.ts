import { rm } from 'node:fs/promises';
import path from 'node:path';
import pg from 'pg';
import type { RecordedRequest } from '../../src/sandbox/http.ts';
import { startWorld, type World } from '../../src/sandbox/world.ts';
import { type ChatRoom, createChatRoom, type Message } from '../e2e/chat-room.ts';
import { type GateRequest, startGate } from '../e2e/gate.ts';
import { type KillableBot, serveRoom, startKillableBot } from '../e2e/killable-bot.ts';
import type { Crossings } from './crossings.ts';
import { startPostgresGate } from './postgres-gate.ts';

export type Server = { host: string; port: number };

/** One sandbox world with everything between it and the program going through gates that count. */
export type Scene = {
  world: World;
  room: ChatRoom;
  crossings: Crossings;
  /** Asks the database itself, past the gate. */
  rows: <Row>(statement: string) => Promise<Row[]>;
  /** The first program, or the next one after a kill. */
  start: () => Promise<KillableBot>;
  close: () => Promise<void>;
};

export type SceneOptions = {
  server: Server;
  database: string;
  /** Holds the world and the program's data; the world is made anew. */
  folder: string;
  crossings: Crossings;
  /** When the world was first made: the same time gives the same ids. */
  madeAt: Date;
  dress: (world: World) => void;
  /** What the room has been told before. */
  messages: readonly Message[];
  settings: Record<string, string>;
};

export async function openScene(options: SceneOptions): Promise<Scene> {
  const { server, folder, crossings } = options;
  const closings: (() => Promise<unknown>)[] = [];
  const onEnd = (closing: () => Promise<unknown>) => void closings.push(closing);
  const world = await makeWorld(options);
  onEnd(world.stop);
  const gateTo = async (part: string, target: { url: string }) => {
    const gate = await startGate(target.url);
    onEnd(gate.stop);
    gate.setGuard((request, forward) =>
      isOfProgram(request) ? crossings.cross(nameOf(part, request), () => forward()) : forward(),
    );
    return gate.url;
  };
  const room = createChatRoom();
  room.messages.push(...structuredClone(options.messages));
  const roomServer = await serveRoom(room);
  onEnd(roomServer.stop);
  const roomUrl = await gateTo('chat', roomServer);
  const tracker = await gateTo('tracker', world.tracker);
  const database = await startPostgresGate(server, crossings.cross);
  onEnd(database.stop);
  const connection = { ...server, user: 'postgres', database: options.database };
  const client = new pg.Client(connection);
  await client.connect();
  onEnd(() => client.end());
  const environment = {
    ...world.environment,
    ...options.settings,
    DATABASE_URL: `postgresql://postgres@127.0.0.1:${database.port}/${options.database}`,
    DATA_DIR: path.join(folder, 'data'),
    MAM_URL: tracker,
    MAM_TRACKER_URL: tracker,
    QB_URL: await gateTo('qBittorrent', world.downloadClient),
    ABS_URL: await gateTo('Audiobookshelf', world.library),
  };
  return {
    world,
    room,
    crossings,
    rows: async <Row>(statement: string) => (await client.query(statement)).rows as Row[],
    start: () => startKillableBot({ environment, folder, room, roomUrl, onEnd }),
    async close() {
      for (const close of closings.splice(0).reverse()) await close();
    },
  };
}

async function makeWorld({ folder, madeAt, dress }: SceneOptions): Promise<World> {
  const dir = path.join(folder, 'world');
  await rm(dir, { recursive: true, force: true });
  let isMade = false;
  const world = await startWorld({
    dir,
    now: () => (isMade ? new Date() : madeAt),
    pace: { downloadBytesPerSecond: Number.POSITIVE_INFINITY },
  });
  isMade = true;
  dress(world);
  return world;
}

/** What the download client tells the tracker comes the same way. */
function isOfProgram({ path: asked }: GateRequest): boolean {
  return !asked.startsWith('/tracker.php/');
}

function nameOf(part: string, { method, path: asked }: GateRequest): string {
  const plain = asked.replaceAll(/[0-9a-f]{40}|[0-9a-f]{8}-[0-9a-f-]{27}|\d+(?=\/|$)/g, '…');
  return `${part} ${method} ${plain}`;
}

/** How often a stand-in was asked for something. */
export function count({ requests }: { requests: RecordedRequest[] }, kind: string): number {
  return requests.filter((request) => request.kind === kind).length;
}

/** Nothing waits any more, and nothing is under way; an alert may wait for hours until somebody answers it. */
export async function isQuiet({ rows }: Scene): Promise<boolean> {
  const open = await rows(
    `select 1 from outbox where status = 'pending' and topic <> 'escalate'
     union all
     select 1 from tasks where status in ('requested', 'running') and scheduled_time <= now()`,
  );
  return open.length === 0;
}
