import type { Reply } from '../../command/reply.ts';
import type { Platform } from '../platform.ts';
import type { Display } from './display.ts';
import { isNews, updateLine } from './update-line.ts';

/** What a message showed last, whole and in one line. */
type Shown = { text: string; line: string };

const mostRemembered = 1000;

/** Messages nobody typed for: each is shown once, its changes as one line until they are news. */
export function createPosts(display: Display): Pick<Platform, 'post' | 'edit'> {
  const last = new Map<string, Shown>();

  const look = (reply: Reply): Shown => ({
    text: display.textOf(reply),
    line: updateLine(reply, display.width()),
  });

  function remember(messageId: string, shown: Shown): void {
    last.delete(messageId);
    last.set(messageId, shown);
    const [oldest] = last.keys();
    if (last.size > mostRemembered && oldest !== undefined) last.delete(oldest);
  }

  return {
    async post(reply, dedupeKey) {
      if (!last.has(dedupeKey)) display.show(reply);
      remember(dedupeKey, look(reply));
      return { channel: 'terminal', messageId: dedupeKey };
    },
    async edit(_channel, messageId, reply) {
      const [before, now] = [last.get(messageId), look(reply)];
      if (before?.text === now.text) return 'edited';
      if (isNews(reply)) display.show(reply);
      else if (before?.line !== now.line) display.showLine(now.line);
      remember(messageId, now);
      return 'edited';
    },
  };
}
