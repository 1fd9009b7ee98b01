import { z } from 'zod';
import { defineCommand } from '../src/command/definition.ts';
import { say } from '../src/command/reply.ts';
import { timeText } from '../src/command/time-text.ts';
import { UserError } from '../src/errors.ts';
import { keepWaiting } from '../src/downloads/next-best.ts';
import { retryDownload, retryLater } from '../src/downloads/retry.ts';
import { type Blocked, takeOtherRelease } from '../src/downloads/take-other.ts';

export default defineCommand({
  name: 'retry',
  description: 'Try a download again, take another release, or wait on',
  role: 'operator',
  effect: 'change',
  visibility: 'channel',
  input: z.strictObject({
    download: z.int().positive().describe('number of the download'),
    other: z
      .boolean()
      .default(false)
      .describe('block this release, remove what is unfinished, search for another one'),
    keep: z.boolean().default(false).describe('go on waiting although nothing arrives'),
    days: z.int().min(1).max(30).optional().describe('fetch it again in so many days, not now'),
  }),
  async run({ download, other, keep, days }, { em, actor, now, services }) {
    const ask = { downloadId: download, actor: actor.name, now };
    if (days !== undefined) {
      if (other || keep) throw twoWishes();
      const later = await retryLater(em, services.platforms, { ...ask, days });
      return { kind: 'later' as const, ...later, timeZone: services.config.settings.TZ };
    }
    if (keep) return { kind: 'kept' as const, ...(await keepWaiting(em, ask)) };
    return other
      ? await takeOtherRelease(em, services.platforms, ask)
      : { kind: 'again' as const, ...(await retryDownload(em, services.platforms, ask)) };
  },
  view(output) {
    if (output.kind === 'kept') {
      const text = 'You are not asked about it again until something arrives.';
      return say(`Waiting: ${output.title}`, text, 'ok');
    }
    if (output.kind === 'later') {
      const time = timeText(output.until, output.timeZone);
      return say(`Later: ${output.title}`, `It is fetched again at ${time}.`, 'ok');
    }
    if (output.kind !== 'again') return blockedView(output);
    return say(`Trying again: ${output.title}`, `It goes on with: ${output.from}.`, 'ok');
  },
});

function twoWishes(): UserError {
  const text = '"days" is for fetching the same release again, not for "other" or "keep".';
  return new UserError('bad_input', text, 'Leave one of them out.');
}

function blockedView({ kind, title, isUnfinished }: Blocked) {
  if (kind === 'shelved') {
    const text =
      'This release is not taken again. Nothing is deleted: the book stays on the shelf and the torrent goes on seeding. ' +
      'If it is the wrong one, remove it in Audiobookshelf; the gap then shows again.';
    return say(`Blocked: ${title}`, text);
  }
  const torrent = isUnfinished
    ? 'What is unfinished is removed from qBittorrent.'
    : 'The torrent is complete, so it stays in qBittorrent and goes on seeding.';
  return say(`Blocked: ${title}`, `Another release is searched for now. ${torrent}`, 'ok');
}
