import { once } from 'node:events';
import { createServer, type Server, type Socket } from 'node:net';
import { afterEach, expect, test, vi } from 'vitest';
import { listen, type Listener } from '../../src/db/listen.ts';
import { until } from '../support/until.ts';
import { useDatabase } from '../support/use-database.ts';

const { em, connection } = useDatabase();
let listener: Listener | undefined;
let server: Server | undefined;
afterEach(async () => {
  await listener?.stop();
  server?.close();
  listener = undefined;
  vi.useRealTimers();
});

const ignore = () => {};
const notify = (channel: string) => em().execute(`select pg_notify(?, '')`, [channel]);

/** Counts how often a listener on `bell` was called. */
async function count(): Promise<{ calls: number; faults: number }> {
  const seen = { calls: 0, faults: 0 };
  listener = await listen(
    connection(),
    'bell',
    () => (seen.calls += 1),
    () => (seen.faults += 1),
  );
  return seen;
}

async function cutListener(): Promise<void> {
  await em().execute(
    `select pg_terminate_backend(pid, 5000) from pg_stat_activity
      where datname = current_database() and query like 'listen %'`,
  );
}

/** A server on loopback that takes connections and never says a word. */
async function startSilentServer(): Promise<{ port: number; sockets: Socket[] }> {
  const sockets: Socket[] = [];
  server = createServer((socket) => {
    sockets.push(socket);
    socket.on('error', ignore).resume();
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return { port: (server.address() as { port: number }).port, sockets };
}

test('a listener is called once at the start and for each notice on its channel', async () => {
  const seen = await count();
  const atStart = seen.calls;

  await notify('other');
  await notify('bell');
  await until(() => seen.calls === 2);

  expect(atStart).toBe(1);
  expect(seen).toEqual({ calls: 2, faults: 0 });
});

test('a listener whose connection is cut says so, comes back, and calls for what it may have missed', async () => {
  const seen = await count();

  await cutListener();
  await until(() => seen.calls === 2);
  await notify('bell');
  await until(() => seen.calls === 3);

  expect(seen.faults).toBeGreaterThan(0);
});

test('a stopped listener hears nothing and leaves no connection', async () => {
  const seen = await count();

  await listener?.stop();
  await notify('bell');

  expect(seen.calls).toBe(1);
  const left = await em().execute<unknown[]>(
    `select 1 from pg_stat_activity where datname = current_database() and query like 'listen %'`,
  );
  expect(left).toEqual([]);
});

test('a first connection that fails is an error, and nothing goes on trying', async () => {
  const { port } = await startSilentServer();
  server?.close();
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });

  const listening = listen({ ...connection(), host: '127.0.0.1', port }, 'bell', ignore, ignore);

  await expect(listening).rejects.toThrow('ECONNREFUSED');
  expect(vi.getTimerCount()).toBe(0);
});

test('stopping in the middle of a reconnect ends the connection that is being made', async () => {
  const { port, sockets } = await startSilentServer();
  const place = { ...connection() };
  listener = await listen(place, 'bell', ignore, ignore);
  Object.assign(place, { host: '127.0.0.1', port });
  await cutListener();
  const socket = await until(() => sockets[0]);

  await listener.stop();

  await until(() => socket.readableEnded);
  expect(sockets).toHaveLength(1);
});
