import { z } from 'zod';
import { defineCommand } from '../src/command/definition.ts';
import { say } from '../src/command/reply.ts';
import { cancelDownload } from '../src/downloads/cancel.ts';

export default defineCommand({
  name: 'cancel',
  description: 'Give a download up; its torrent and files stay untouched in the download client',
  role: 'operator',
  effect: 'change',
  visibility: 'channel',
  input: z.strictObject({
    download: z.int().positive().describe('number of the download'),
    reason: z.string().max(200).optional().describe('why; it becomes part of the story'),
  }),
  run: ({ download, reason }, { em, actor, now, services }) =>
    cancelDownload(em, services.platforms, {
      downloadId: download,
      reason,
      actor: actor.name,
      now,
    }),
  view: ({ title, isInClient }) =>
    say(
      `Given up: ${title}`,
      isInClient
        ? 'The torrent goes on in qBittorrent, because the tracker wants it seeded; remove it there if you must.'
        : 'Its files, if there are any, stay untouched.',
    ),
});
