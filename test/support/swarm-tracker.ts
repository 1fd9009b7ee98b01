import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { bencode } from '../../src/sandbox/bencode.ts';

/** One announce as it came; `left` is how many bytes the client still misses. */
type Announce = { infoHash: string; port: number; event: string; left: number };

export type SwarmTracker = {
  /** What torrents of this tracker announce to. */
  announceUrl: string;
  log: Announce[];
  stop: () => Promise<void>;
};

const passkey = 'swarmpasskey0001';
/** Clients may ask again this soon, so that who comes second is found at once. */
const intervalSeconds = 5;

/**
 * A private BitTorrent tracker for real clients on loopback. libtorrent announces to a loopback
 * address only below a path that begins with `/announce`.
 */
export async function startSwarmTracker(): Promise<SwarmTracker> {
  const log: Announce[] = [];
  const server = createServer((request, response) => {
    const [path = '', query = ''] = (request.url ?? '').split('?');
    response.setHeader('content-type', 'text/plain');
    if (path !== `/announce/${passkey}`) {
      response.end(bencode({ 'failure reason': 'unknown passkey' }));
      return;
    }
    const announce = readAnnounce(query);
    log.push(announce);
    response.end(bencode(answerTo(announce, log)));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    announceUrl: `http://127.0.0.1:${port}/announce/${passkey}`,
    log,
    async stop() {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}

/** Every other client of the torrent that has not said goodbye, in the compact form. */
function answerTo(asking: Announce, log: readonly Announce[]) {
  const swarm = new Map<number, Announce>();
  for (const one of log) {
    if (one.infoHash !== asking.infoHash) continue;
    if (one.event === 'stopped') swarm.delete(one.port);
    else swarm.set(one.port, one);
  }
  const peers = [...swarm.values()];
  const others = peers.filter(({ port }) => port !== asking.port);
  return {
    interval: intervalSeconds,
    'min interval': intervalSeconds,
    complete: peers.filter(({ left }) => left === 0).length,
    incomplete: peers.filter(({ left }) => left > 0).length,
    peers: Buffer.from(others.flatMap(({ port }) => [127, 0, 0, 1, port >> 8, port & 255])),
  };
}

/** The 20 raw bytes of `info_hash` are no UTF-8, so the query is read as bytes. */
function readAnnounce(query: string): Announce {
  const values = new Map(
    query.split('&').map((pair) => {
      const [name = '', value = ''] = pair.split('=');
      const code = /%([0-9a-f]{2})/gi;
      const raw = value.replaceAll(code, (_, hex: string) =>
        String.fromCharCode(Number.parseInt(hex, 16)),
      );
      return [name, raw] as const;
    }),
  );
  return {
    infoHash: Buffer.from(values.get('info_hash') ?? '', 'latin1').toString('hex'),
    port: Number(values.get('port')),
    event: values.get('event') ?? '',
    left: Number(values.get('left')),
  };
}
