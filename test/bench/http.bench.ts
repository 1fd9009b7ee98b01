import type { AddressInfo } from 'node:net';
import { fastify } from 'fastify';
import { startServing } from '../http/serving.ts';
import { compare } from './rounds.ts';
import type { Bench } from './run.ts';

const callers = 8;
const requestsPerCaller = 125;
const path = '/api/commands/echo?word=hello&count=3';

let asked = 0;

/** Every request as long as it took, with some callers at a time that wait for their answers. */
async function load(url: string): Promise<Record<string, readonly number[]>> {
  const milliseconds: number[] = [];
  const call = async () => {
    for (let count = 0; count < requestsPerCaller; count += 1) {
      const from = performance.now();
      // Each request has a key of its own, so that the limits count and never refuse.
      const response = await fetch(url, { headers: { 'x-api-key': `key-${++asked}` } });
      await response.arrayBuffer();
      if (!response.ok) throw new Error(`${url} answered ${response.status}`);
      milliseconds.push(performance.now() - from);
    }
  };
  await Promise.all(Array.from({ length: callers }, call));
  return { 'answer ms': milliseconds };
}

export default {
  name: 'http',
  question: 'What do key, limits, envelope and the door of the commands add to a request?',
  async run() {
    const role = 'owner' as const;
    const apiKeys = async (id: string) => ({ id, name: 'Ada', platform: 'api', role });
    await using ours = await startServing({ apiKeys });
    const bare = fastify();
    bare.get('/api/commands/echo', () => ({ word: 'hello', count: 3 }));
    await bare.listen({ host: '127.0.0.1', port: 0 });
    const { port } = bare.server.address() as AddressInfo;
    try {
      await compare(`${callers} callers, ${callers * requestsPerCaller} requests a round`, {
        'a command over REST': () => load(`http://127.0.0.1:${ours.port}${path}`),
        'bare Fastify route': () => load(`http://127.0.0.1:${port}${path}`),
      });
    } finally {
      await bare.close();
    }
  },
} satisfies Bench;
