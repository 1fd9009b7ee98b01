import { z } from 'zod';
import { defineCommand } from '../src/command/definition.ts';
import { type Block, say } from '../src/command/reply.ts';
import { downloadStatuses } from '../src/downloads/states.ts';
import { listDownloads } from '../src/proposals/list-downloads.ts';
import { listQueue, type QueueRow } from '../src/proposals/list-queue.ts';
import { costText } from '../src/releases/cost.ts';
import { pendingItems } from '../src/vip/pending.ts';
import { showPending } from '../src/vip/show-pending.ts';

const liveStates = ['live', 'proposals', 'open', 'held'] as const;

export default defineCommand({
  name: 'queue',
  description: 'Open proposals, what waits and what is on its way; by state also what is over',
  role: 'operator',
  effect: 'read',
  visibility: 'channel',
  input: z.strictObject({
    state: z
      .enum([...liveStates, 'downloads', 'pending', ...downloadStatuses])
      .default('live')
      .describe(
        'live: all that is not over; proposals: of that, what was proposed; downloads: every download ever; or one state',
      ),
    limit: z.int().min(1).max(500).default(50),
    offset: z.int().min(0).default(0),
    download: z.int().positive().optional().describe('number of one download'),
  }),
  async run({ state, limit, offset, download }, { em, services }) {
    const { TZ: timeZone } = services.config.settings;
    const page = { limit, offset, timeZone };
    const isLive = liveStates.some((one) => one === state);
    if (download === undefined && isLive) {
      const list = await listQueue(em, { limit, offset, state });
      const pending = offset === 0 ? await pendingItems(em) : [];
      return { ...list, ...page, state, pending };
    }
    const filter = { state: isLive ? 'downloads' : state, download, limit, offset };
    return { ...(await listDownloads(em, filter)), wanted: null, ...page, state, pending: [] };
  },
  view({ rows, total, wanted, state, timeZone, offset, pending }) {
    if (total === 0 && state !== 'live') return say('Nothing', `Nothing is in the state ${state}.`);
    if (total === 0) {
      const text = wanted ? searchedText(wanted, 'wanted') : 'Nothing is wanted. Look at "gaps".';
      return say('The queue is empty', text);
    }
    const end = offset + rows.length;
    const table: Block = {
      kind: 'table',
      columns: ['#', 'Book', 'State', 'Release', 'Detail'],
      rows: rows.map((row) => [
        row.proposal === null ? `download ${row.download}` : String(row.proposal),
        row.title,
        row.state,
        releaseText(row),
        [waiting(row.waitsUntil, timeZone), row.detail].filter(Boolean).join(': '),
      ]),
    };
    const more = end < total ? `${end} of ${total} shown; "queue offset:${end}" goes on. ` : '';
    const text = `${more}${wanted ? searchedText(wanted, 'more wanted') : ''}`;
    return {
      title: state === 'live' ? `Queue: ${total}` : `${total} ${state}`,
      tone: 'info',
      blocks: [table, ...showPending(pending), ...(text ? [{ kind: 'text' as const, text }] : [])],
    };
  },
});

function searchedText(count: number, which: string): string {
  return `${count} ${which} ${count === 1 ? 'book is' : 'books are'} searched for in turn.`;
}

function releaseText({ format, bitrateKbps, costClass }: QueueRow): string {
  const bitrate = bitrateKbps === null ? null : `${Math.round(bitrateKbps)} kbps`;
  const sound = [format?.toUpperCase(), bitrate].filter(Boolean).join(' ');
  return [sound, costText(costClass)].filter(Boolean).join(', ');
}

function waiting(until: Date | null, timeZone: string): string | null {
  if (!until) return null;
  const time = until.toLocaleString('en-GB', { timeZone, dateStyle: 'short', timeStyle: 'short' });
  return `waits until ${time}`;
}
