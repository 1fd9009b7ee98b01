import { type Reply, say } from '../command/reply.ts';
import { timeText } from '../command/time-text.ts';
import type { Asked } from '../job/ask.ts';
import type { SourceCount } from './book-history.ts';
import type { ListedBatch } from './list-batches.ts';

export function batchesReply(batches: readonly ListedBatch[]): Reply {
  if (batches.length === 0) return say('No batches', 'Nothing was changed or proposed yet.');
  return {
    title: `${batches.length} ${batches.length === 1 ? 'batch' : 'batches'} of changes`,
    tone: 'info',
    blocks: [
      {
        kind: 'table',
        columns: ['#', 'What', 'Books', 'Fields', 'State', 'When'],
        rows: batches.map((one) => [
          String(one.id),
          one.title,
          String(one.books),
          String(one.fields),
          one.status,
          timeText(one.createdAt),
        ]),
      },
    ],
  };
}

export function askedReply({ kind, taskId }: Asked): Reply {
  if (kind !== 'requested') {
    const state = kind === 'already-running' ? 'is at work' : 'waits to start';
    return say('Not asked for', `Run ${taskId} ${state}; ask again when it is over.`, 'warning');
  }
  const text = `Run ${taskId}: "history run:${taskId}" shows what came of it.`;
  return say('The books are looked over', text, 'ok');
}

export function sourcesReply(sources: readonly SourceCount[]): Reply {
  if (sources.length === 0) return say('No changes', 'Nothing was changed or proposed.');
  return {
    title: 'Whose values were taken',
    tone: 'info',
    blocks: [
      {
        kind: 'table',
        columns: ['Source', 'Changes', 'Written', 'Books'],
        rows: sources.map((one) => [
          one.source,
          String(one.corrections),
          String(one.written),
          String(one.books),
        ]),
      },
    ],
  };
}
