import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import pg from 'pg';
import type { Platform } from '../../src/chat/platform.ts';
import type { Reply } from '../../src/command/reply.ts';
import { readPidFile } from '../../src/db/embedded-running.ts';
import { bodyObject, json, type SandboxServer, serve, text } from '../../src/sandbox/http.ts';
import { isAlive, waitForEnd } from '../support/processes.ts';
import type { FromBot, ToBot } from './bot-process.ts';
import type { ChatRoom } from './chat-room.ts';
import type { Stage } from './stage.ts';
import { quick, type TestBot } from './test-bot.ts';

/** A bot in a process of its own; its own embedded database unless DATABASE_URL names another. */
export type KillableBot = Pick<TestBot, 'room' | 'type'> & {
  /** Where it serves HTTP; null without HTTP_PORT. */
  url: string | null;
  /** Ends it without any warning; its database runs on, as after any crash. */
  kill: () => Promise<void>;
};

const stopWithinMs = 8000;
/** Spares every start but the first a good part of its work. */
const compileCache = path.resolve(import.meta.dirname, '../../node_modules/.cache/shelfwarden');

/**
 * Starts the bot as a program; a second one on the same folder and room goes on where the first was.
 * One that is not killed is ended in order, with its database.
 */
export async function startKillableBot(options: {
  environment: Record<string, string>;
  /** For the socket of the database. */
  folder: string;
  room: ChatRoom;
  roomUrl: string;
  onEnd: Stage['onEnd'];
}): Promise<KillableBot> {
  const { environment, folder, room, roomUrl, onEnd } = options;
  const program = fork(path.join(import.meta.dirname, 'bot-process.ts'), {
    execArgv: [],
    env: { ...process.env, TMPDIR: folder, NODE_COMPILE_CACHE: compileCache },
  });
  const ended = once(program, 'exit');
  const kill = async () => {
    program.kill('SIGKILL');
    await ended;
  };
  const stop = async () => {
    if (program.connected) program.disconnect();
    const timer = setTimeout(() => program.kill('SIGKILL'), stopWithinMs);
    await ended;
    clearTimeout(timer);
  };
  onEnd(stop);
  program.send({
    kind: 'start',
    environment: { ...quick, ...environment },
    roomUrl,
  } satisfies ToBot);
  const [first] = (await Promise.race([once(program, 'message'), ended])) as [FromBot | null];
  if (first?.kind !== 'started') throw new Error('the bot did not start');
  return { url: first.url, room, type: (command, input) => type(program, command, input), kill };
}

let commands = 0;

async function type(
  program: ChildProcess,
  command: string,
  input: Parameters<TestBot['type']>[1] = {},
): Promise<Reply> {
  commands += 1;
  const id = commands;
  await new Promise<void>((resolve, reject) => {
    const sent = (error: Error | null) => (error ? reject(error) : resolve());
    program.send({ kind: 'command', id, command, input } satisfies ToBot, sent);
  });
  for (;;) {
    const [message] = (await once(program, 'message')) as [FromBot];
    if (!('id' in message) || message.id !== id) continue;
    if (message.kind === 'failed') throw new Error(message.reason);
    return message.reply;
  }
}

/** The room for a bot in another process. */
export function serveRoom(room: Pick<Platform, 'post' | 'edit'>): Promise<SandboxServer> {
  return serve({
    notFound: text('no such thing', 404),
    routes: [
      {
        kind: 'post',
        method: 'POST',
        path: '/post',
        answer: async (request) => {
          const { reply, key } = bodyObject(request) as { reply: Reply; key: string };
          return json(await room.post(reply, key));
        },
      },
      {
        kind: 'edit',
        method: 'POST',
        path: '/edit',
        answer: async (request) => {
          const { channel, id, reply } = bodyObject(request) as {
            channel: string;
            id: string;
            reply: Reply;
          };
          return json(await room.edit(channel, id, reply));
        },
      },
    ],
  });
}

/** Rows of the bot's database, which runs on when the bot is killed. */
export async function readRows<Row>(dataDir: string, statement: string): Promise<Row[]> {
  const server = await readPidFile(path.join(dataDir, 'postgres'));
  const client = new pg.Client({ ...server, user: 'postgres', database: 'postgres' });
  await client.connect();
  try {
    return (await client.query(statement)).rows as Row[];
  } finally {
    await client.end();
  }
}

/** Ends the database of a bot that was killed and not started again. */
export async function endDatabase(dataDir: string): Promise<void> {
  const server = await readPidFile(path.join(dataDir, 'postgres'));
  if (!server || !isAlive(server.pid)) return;
  process.kill(server.pid, 'SIGQUIT');
  await waitForEnd(server.pid);
}
