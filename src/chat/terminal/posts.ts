import type { Platform } from '../platform.ts';
import type { Display } from './display.ts';
import { isNews, updateLine } from './update-line.ts';

const mostRemembered = 1000;

/** Messages nobody typed for: each is shown once, its changes as one line until they are news. */
export function createPosts(display: Display): Pick<Platform, 'post' | 'edit'> {
  const lines = new Map<string, string>();

  function remember(messageId: string, line: string): void {
    lines.delete(messageId);
    lines.set(messageId, line);
    const [oldest] = lines.keys();
    if (lines.size > mostRemembered && oldest !== undefined) lines.delete(oldest);
  }

  return {
    async post(reply, dedupeKey) {
      if (!lines.has(dedupeKey)) display.show(reply);
      remember(dedupeKey, updateLine(reply, display.width()));
      return { channel: 'terminal', messageId: dedupeKey };
    },
    async edit(_channel, messageId, reply) {
      const line = updateLine(reply, display.width());
      if (isNews(reply)) display.show(reply);
      else if (lines.get(messageId) !== line) display.showLine(line);
      remember(messageId, line);
      return 'edited';
    },
  };
}
