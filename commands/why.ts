import { z } from 'zod';
import { defineCommand } from '../src/command/definition.ts';
import { showExplanation } from '../src/proposals/show-explanation.ts';
import { explain } from '../src/proposals/explain.ts';

export default defineCommand({
  name: 'why',
  description: 'Why this release, what was refused, and what happened since',
  role: 'viewer',
  effect: 'read',
  visibility: 'channel',
  input: z.strictObject({
    proposal: z.int().positive().optional().describe('number of the proposal'),
    download: z.int().positive().optional().describe('or number of the download'),
    book: z.string().min(1).max(200).optional().describe('or words of a missing title'),
  }),
  run: (input, { em }) => explain(em, input),
  view: showExplanation,
});
