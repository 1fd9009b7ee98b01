import type { Poster } from './alerts/deliver.ts';
import { plainReply } from './alerts/plain.ts';
import { createNotifier, type Notice } from './clients/notify/index.ts';
import type { Reply } from './command/reply.ts';
import type { Config } from './config.ts';
import { version } from './version.ts';

/** What NOTIFY_URLS names, as places where alerts can be posted. */
export function openNotifiers({ notifyTargets }: Pick<Config, 'notifyTargets'>): Poster[] {
  return notifyTargets.map((target) => {
    const notifier = createNotifier(target, { userAgent: `Shelfwarden/${version}` });
    return {
      name: notifier.name,
      async post(reply, key) {
        await notifier.send(noticeOf(reply, key));
        return { channel: notifier.name, messageId: key };
      },
    };
  });
}

const urgencies = { danger: 'high', warning: 'normal', info: 'low', ok: 'low' } as const;

function noticeOf(reply: Reply, key: string): Notice {
  const { title, tone } = reply;
  return { key, title, text: plainReply(reply), urgency: urgencies[tone] };
}
