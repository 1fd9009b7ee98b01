import { z } from 'zod';
import { defineCommand } from '../src/command/definition.ts';
import { say } from '../src/command/reply.ts';
import { retryDownload } from '../src/downloads/retry.ts';

export default defineCommand({
  name: 'retry',
  description: 'Try a stopped or failed download again',
  role: 'operator',
  effect: 'change',
  visibility: 'channel',
  input: z.strictObject({ download: z.int().positive().describe('number of the download') }),
  run: ({ download }, { em, actor, now, services }) =>
    retryDownload(em, services.platforms, { downloadId: download, actor: actor.name, now }),
  view: ({ title, from }) => say(`Trying again: ${title}`, `It goes on with: ${from}.`, 'ok'),
});
