import type { InjectOptions } from 'fastify';
import { type Serving, startServing } from '../../http/serving.ts';
import type { Random } from '../../torrent/hostile.ts';
import { pick } from '../chance.ts';
import { hostileJsonText } from '../json.ts';
import { hold, subject } from '../subject.ts';
import { hostileText } from '../text.ts';

const addresses = [
  '/api/commands/echo?word=a&count=5',
  '/api/commands/note',
  '/api/proposals/1/approve',
  '/api/scheduler/jobs/vip/trigger',
  '/hooks/qbittorrent',
  '/dashboard/sign-in',
  '/mcp',
  '/provider/search?query=Dune&author=Herbert',
  '/health/ready',
];
const bodies = [{ text: 'a' }, { jsonrpc: '2.0', id: 1, method: 'tools/list', params: {} }];
const bodyTexts = bodies.map((body) => JSON.stringify(body));
const kinds = [
  'application/json',
  'text/plain',
  'application/x-www-form-urlencoded',
  'a/b; x="',
  '',
];
const methods = ['GET', 'POST', 'PUT', 'DELETE', 'OPTIONS', 'HEAD'] as const;

let serving: Promise<Serving> | undefined;

/** A key of its own for each, so that no limit is reached. */
async function open(): Promise<Serving> {
  const actor = { id: 'o', name: 'o', platform: 'api', role: 'owner' as const };
  const opened = await startServing({ apiKeys: async () => actor });
  opened.app.server.unref();
  return opened;
}

function request(random: Random): InjectOptions {
  const address = random() < 0.5 ? pick(random, addresses) : hostileText(random, addresses, 4000);
  const visible = (text: string) => text.replaceAll(/[^\x20-\x7e]/g, '');
  const key = `k${random()}`;
  const headers: Record<string, string> = {
    host: 'localhost',
    'x-api-key': key,
    authorization: key,
  };
  if (random() < 0.7) headers['content-type'] = pick(random, kinds);
  if (random() < 0.2)
    headers['cookie'] = visible(hostileText(random, ['shelfwarden=abc; x=y'], 500));
  if (random() < 0.1)
    headers['host'] = visible(hostileText(random, ['localhost:8000', '[::1]'], 300));
  const method = pick(random, methods);
  const payload = random() < 0.7 ? hostileJsonText(random, bodyTexts) : undefined;
  return {
    method,
    url: `/${encodeURI(address.toWellFormed())}`.replace('//', '/'),
    headers,
    ...(payload === undefined ? {} : { payload }),
  };
}

export const requestSubjects = [
  subject({
    name: 'HTTP: whole requests',
    share: 0.02,
    make: request,
    async read(asked) {
      serving ??= open();
      const { statusCode, headers, payload } = await (await serving).app.inject(asked);
      hold(statusCode < 500, `status ${statusCode}`);
      hold(typeof headers['x-request-id'] === 'string', 'no id');
      if (headers['content-type']?.toString().startsWith('application/json') && payload !== '')
        JSON.parse(payload);
    },
  }),
];
