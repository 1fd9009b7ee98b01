import type { Problem } from '../common/problems.ts';
import type { Lasting } from '../platform.ts';
import type { Api } from './api.ts';
import { isLostToken, outsideError, Refusal } from './faults.ts';
import type { Posted } from './posted.ts';
import type { Problems } from './problems.ts';

type LastingOptions = { api: Api; posted: Posted; channelId: string; problems: Problems };

/** Messages that stay. All throw ExternalError when Slack does not answer. */
export function createLasting({ api, posted, channelId, problems }: LastingOptions): Lasting {
  /** Slack's word for a refusal, null when it did as asked. */
  async function refusalOf(method: string, input: Record<string, unknown>): Promise<string | null> {
    try {
      await api.call(method, input);
      return null;
    } catch (error) {
      if (error instanceof Refusal && !isLostToken(error)) return error.code;
      problems.learn(error, channelId);
      throw outsideError(error);
    }
  }

  return {
    async pin(channel, messageId) {
      const code = await refusalOf('pins.add', { channel, timestamp: messageId });
      const isPinned = code === null || code === 'already_pinned';
      problems.set('pin', isPinned ? null : unpinned(code));
      return isPinned;
    },
    async find(channel, { dedupeKey, since }) {
      const place = channel ?? channelId;
      const messageId = await posted.search(place, dedupeKey, since);
      return messageId === null ? null : { channel: place, messageId };
    },
    async remove(channel, messageId) {
      // Whatever Slack refuses here it would refuse for ever: the message is gone or out of reach.
      await refusalOf('chat.delete', { channel, ts: messageId });
    },
  };
}

function unpinned(code: string): Problem {
  const isScope = code === 'missing_scope';
  return {
    text: `The status board could not be pinned in Slack (${isScope ? 'missing scope pins:write' : code}).`,
    hint: isScope
      ? 'Take over the manifest of `npm run slack-manifest` and reinstall the app.'
      : 'Pin it yourself, or let the app pin in that channel.',
  };
}
