import { z } from 'zod';
import { type Context, defineCommand } from '../src/command/definition.ts';
import { type Reply, say } from '../src/command/reply.ts';
import { UserError } from '../src/errors.ts';
import type { Asked } from '../src/job/ask.ts';
import { correctionsBySource, type SourceCount } from '../src/metadata/book-history.ts';
import { renderBatch } from '../src/metadata/batch-card.ts';
import { askToCorrect } from '../src/metadata/correct.ts';
import { approveBatch, leaveBook, rejectBatch } from '../src/metadata/decide-batch.ts';
import { type ListedBatch, listBatches } from '../src/metadata/list-batches.ts';
import { askedReply, batchesReply, sourcesReply } from '../src/metadata/show-batches.ts';

const input = z.strictObject({
  action: z
    .enum(['show', 'approve', 'reject', 'leave', 'correct', 'sources'])
    .default('show')
    .describe('decide on a batch (leave: without one book); correct: look books over now'),
  batch: z.int().positive().optional().describe('number of the batch'),
  book: z.int().positive().optional().describe('number of the book, for leave and correct'),
  days: z.int().min(1).max(30).optional().describe('correct: books added in so many days'),
  below: z.int().min(1).max(100).default(80).describe('correct: books less complete than this'),
  most: z.int().min(1).max(1000).default(100).describe('correct: so many books at most'),
  force: z.boolean().default(false).describe('also books that a person edited within a day'),
  dry: z.boolean().default(false).describe('correct: only tell what would be done'),
});

type Outcome =
  | { kind: 'asked'; asked: Asked }
  | { kind: 'sources'; sources: SourceCount[] }
  | { kind: 'list'; batches: ListedBatch[] }
  | { kind: 'batch'; card: Reply }
  | { kind: 'done'; action: string; batch: number };

export default defineCommand({
  name: 'changes',
  description: 'Changes of the library that are proposed or made: look, approve, reject',
  role: 'operator',
  effect: 'change',
  visibility: 'channel',
  input,
  looks: ({ action }) => action === 'show' || action === 'sources',
  async run(
    { action, batch, book, days, ...more }: z.output<typeof input>,
    { em, actor, now, services: { platforms, jobs } }: Context,
  ): Promise<Outcome> {
    if (action === 'sources') {
      return { kind: 'sources', sources: await correctionsBySource(em, days ?? 30, now) };
    }
    if (action === 'correct') {
      const { below, most: limit, force, dry: isDryRun } = more;
      const wanted = { bookId: book, days, below, limit, force, isDryRun };
      const asked = await askToCorrect(em, jobs, wanted, { actor: actor.name, now });
      return { kind: 'asked', asked };
    }
    if (batch === undefined) {
      if (action === 'show') return { kind: 'list', batches: await listBatches(em, 'all') };
      throw new UserError('bad_input', 'Which batch?', '"changes" lists them.');
    }
    const context = { platforms, by: actor.name, now };
    if (action === 'show') {
      const card = await renderBatch(em, batch);
      if (card) return { kind: 'batch', card };
      throw new UserError('not_found', `There is no batch ${batch}.`, '"changes" lists them.');
    }
    if (action === 'approve') await approveBatch(em, batch, context);
    else if (action === 'reject') await rejectBatch(em, batch, context);
    else {
      if (book === undefined) {
        throw new UserError('bad_input', 'Which book?', 'The card shows their numbers.');
      }
      await leaveBook(em, { batchId: batch, bookId: book }, context);
    }
    return { kind: 'done', action, batch };
  },
  view(outcome) {
    if (outcome.kind === 'batch') return outcome.card;
    if (outcome.kind === 'asked') return askedReply(outcome.asked);
    if (outcome.kind === 'sources') return sourcesReply(outcome.sources);
    if (outcome.kind === 'done') {
      const words: Readonly<Record<string, string>> = {
        approve: 'Approved: it is written to Audiobookshelf now.',
        reject: 'Rejected: nothing is changed, and it is not asked again.',
        leave: 'The book is left as it is.',
      };
      return say(`Batch ${outcome.batch}`, words[outcome.action] ?? '', 'ok');
    }
    return batchesReply(outcome.batches);
  },
});
