import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { Server } from 'socket.io';

export type EventfulLibrary = {
  url: string;
  username: string;
  password: string;
  /** Logins that were tried, and whether they were let in. */
  logins: boolean[];
  /** How many listen to events now. */
  listening: () => number;
  /** Tells everybody who listens. */
  tell: (event: string, data: unknown) => void;
  /** Ends every connection, as a restart of the server does. */
  cut: () => void;
  stop: () => Promise<void>;
};

/** The library stand-in with Audiobookshelf's login and socket.io in front; all else is passed on. */
export async function startEventfulLibrary(target: string): Promise<EventfulLibrary> {
  const [username, password, token] = ['warden', 'a password', 'access-token'];
  const logins: boolean[] = [];
  const server = createServer((request, response) => {
    void answer(request).then(({ status, body, type }) =>
      response.writeHead(status, { 'content-type': type }).end(body),
    );
  });
  const io = new Server(server, { path: '/socket.io' });
  io.on('connection', (socket) => {
    socket.on('auth', (given: unknown) => {
      if (given !== token) return void socket.emit('auth_failed', { message: 'Invalid token' });
      void socket.join('members');
      socket.emit('init', {});
    });
  });

  async function answer(request: IncomingMessage) {
    const { url = '/', method = 'GET', headers } = request;
    const body = await buffer(request);
    if (url === '/login') return logIn(body);
    const { authorization = '', 'content-type': type = '' } = headers;
    const passed = await fetch(new URL(url, target), {
      method,
      headers: { authorization, ...(type ? { 'content-type': type } : {}) },
      ...(body.length > 0 ? { body: new Uint8Array(body) } : {}),
    });
    return {
      status: passed.status,
      body: Buffer.from(await passed.arrayBuffer()),
      type: passed.headers.get('content-type') ?? 'text/plain',
    };
  }

  function logIn(body: Buffer) {
    const given = JSON.parse(body.toString('utf8')) as { username: string; password: string };
    const isKnown = given.username === username && given.password === password;
    logins.push(isKnown);
    if (!isKnown) return { status: 401, body: Buffer.from('Unauthorized'), type: 'text/plain' };
    const user = { accessToken: token };
    return { status: 200, body: Buffer.from(JSON.stringify({ user })), type: 'application/json' };
  }

  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const members = () => io.sockets.adapter.rooms.get('members')?.size ?? 0;
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    username,
    password,
    logins,
    listening: members,
    tell: (event, data) => void io.to('members').emit(event, data),
    cut: () => {
      for (const socket of io.sockets.sockets.values()) socket.conn.close();
    },
    stop: async () => {
      await io.close();
      server.closeAllConnections();
    },
  };
}
