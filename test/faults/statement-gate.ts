import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import path from 'node:path';
import { createFrames } from '../crash/postgres-frames.ts';

export type StatementGate = {
  port: number;
  /** How many statements came this way so far. */
  readonly statements: number;
  stop: () => Promise<void>;
};

/** Simple query, or the end of an extended one. */
const asking = new Set(['Q', 'S']);

/** A way to a database server that counts statements; one is passed on only after `onStatement` has seen its number. */
export async function startStatementGate(
  { host, port }: { host: string; port: number },
  onStatement: (number: number) => void | Promise<void>,
): Promise<StatementGate> {
  let statements = 0;
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
    database.pipe(client);
    const read = createFrames(false);
    let turn = Promise.resolve();
    client.on('data', (chunk) => {
      for (const { type, bytes } of read(chunk)) {
        turn = turn.then(async () => {
          if (asking.has(type)) {
            statements += 1;
            await onStatement(statements);
          }
          database.write(bytes);
        });
      }
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    get statements() {
      return statements;
    },
    async stop() {
      const closed = once(server, 'close');
      server.close();
      for (const socket of open) socket.destroy();
      await closed;
    },
  };
}
