import { z } from 'zod';
import { type Context, defineCommand } from '../src/command/definition.ts';
import { say } from '../src/command/reply.ts';
import { UserError } from '../src/errors.ts';
import { clientNow } from '../src/seeding/client-now.ts';
import { listSeeding, shows, sorts } from '../src/seeding/list.ts';
import { orders, orderTorrent } from '../src/seeding/orders.ts';
import { showClient, showSeeding } from '../src/seeding/show.ts';

const input = z.strictObject({
  show: z.enum(shows).default('all').describe('which torrents'),
  sort: z.enum(sorts).default('points').describe('which come first'),
  limit: z.int().min(1).max(500).default(20),
  offset: z.int().min(0).default(0),
  action: z
    .enum(['list', ...orders])
    .default('list')
    .describe('what to do with one torrent'),
  torrent: z.int().positive().optional().describe('number of the torrent'),
});

export default defineCommand({
  name: 'seeding',
  description: 'What seeds, what it earns (estimated), what it still owes the tracker',
  role: 'operator',
  effect: 'change',
  visibility: 'private',
  input,
  looks: ({ action }) => action === 'list',
  async run({ action, torrent, ...page }: z.output<typeof input>, { em, now, services }: Context) {
    const { seedHours } = await services.policy(em);
    if (action === 'list') {
      const list = await listSeeding(em, { ...page, seedHours, now });
      const client = page.show === 'client' ? await clientNow(services) : null;
      return { kind: 'list' as const, ...list, show: page.show, client, offset: page.offset };
    }
    if (torrent === undefined) {
      const text = `Say which torrent to ${action}.`;
      throw new UserError('bad_input', text, 'Type "seeding" for the numbers.');
    }
    const order = { torrentId: torrent, order: action };
    return { kind: action, ...(await orderTorrent(em, order, { seedHours, now })) };
  },
  view(output) {
    if (output.kind === 'list') {
      return output.show === 'client' ? showClient(output.client) : showSeeding(output, output);
    }
    return say(`${done[output.kind]}: ${output.name}`, words[output.kind], 'ok');
  },
});

const done = { start: 'Starting', recheck: 'Checking', add: 'Adding', stop: 'Stopping' };
const words = {
  start: 'qBittorrent is asked to let it seed again.',
  recheck: 'qBittorrent checks the files, fetches what is missing and goes on.',
  add: 'qBittorrent gets the torrent again, checks the files where they lay and goes on.',
  stop: 'qBittorrent stops it. Its files stay where they are, and so does the book.',
};
