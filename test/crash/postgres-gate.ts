import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import path from 'node:path';
import type { Cross } from './crossings.ts';
import { createFrames, type Frame, statementOf } from './postgres-frames.ts';
import { isCommit, writesOf } from './statements.ts';

export type PostgresGate = { port: number; stop: () => Promise<void> };

/** After these the client waits for an answer: startup, simple query, sync. */
const asking = new Set(['', 'Q', 'S']);
const farewell = 'X';
const readyForQuery = 'Z';
const idle = 'I'.charCodeAt(0);

/**
 * A way to a database server. Every commit of something written is a crossing, and so is a statement that
 * commits itself. Nothing of an open transaction is left when the program dies, whichever of its statements
 * came last: that is the kill before the commit.
 */
export async function startPostgresGate(
  { host, port }: { host: string; port: number },
  cross: Cross,
): Promise<PostgresGate> {
  const open = new Set<Socket>();
  const server = createServer((client) => {
    const database = connect(path.join(host, `.s.PGSQL.${port}`));
    for (const [socket, other] of [
      [client, database],
      [database, client],
    ] as const) {
      open.add(socket);
      socket.on('error', () => socket.destroy());
      socket.on('close', () => {
        open.delete(socket);
        other.destroy();
      });
    }
    join(client, database, cross);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    async stop() {
      const closed = once(server, 'close');
      server.close();
      for (const socket of open) socket.destroy();
      await closed;
    },
  };
}

function join(client: Socket, database: Socket, cross: Cross): void {
  const prepared = new Map<string, string>();
  const answers = collectAnswers(database, (bytes) => client.write(bytes));
  const read = createFrames(false);
  /** What the open transaction has written so far; null outside of one. */
  let written: Set<string> | null = null;
  let asked: Frame[] = [];
  let turn = Promise.resolve();

  function nameOf(statement: string | null): string | null {
    if (statement === null) return null;
    const writes = writesOf(statement);
    for (const write of writes) written?.add(write);
    const committed = written ? isCommit(statement) && [...written].toSorted() : writes;
    return committed && committed.length > 0 ? `PostgreSQL ${committed.join(', ')}` : null;
  }

  async function pass(frames: readonly Frame[]): Promise<void> {
    const bytes = Buffer.concat(frames.map((frame) => frame.bytes));
    const answer = await cross(nameOf(statementOf(frames, prepared)), () => {
      const answered = answers.next();
      database.write(bytes);
      return answered;
    });
    // The last byte tells whether a transaction is open.
    written = answer.at(-1) === idle ? null : (written ?? new Set());
    client.write(answer);
  }

  client.on('data', (chunk) => {
    for (const frame of read(chunk)) {
      asked.push(frame);
      if (frame.type === farewell) database.end(frame.bytes);
      if (!asking.has(frame.type)) continue;
      const frames = asked;
      asked = [];
      turn = turn.then(() => pass(frames));
    }
  });
}

/** What the server says, up to the message that it is ready again; what nobody asked for goes on at once. */
function collectAnswers(database: Socket, relay: (bytes: Buffer) => void) {
  const read = createFrames(true);
  let waiting: { bytes: Buffer[]; resolve: (answer: Buffer) => void } | null = null;
  database.on('data', (chunk) => {
    for (const { type, bytes } of read(chunk)) {
      if (!waiting) {
        relay(bytes);
        continue;
      }
      waiting.bytes.push(bytes);
      if (type !== readyForQuery) continue;
      waiting.resolve(Buffer.concat(waiting.bytes));
      waiting = null;
    }
  });
  return {
    next: () =>
      new Promise<Buffer>((resolve) => {
        waiting = { bytes: [], resolve };
      }),
  };
}
