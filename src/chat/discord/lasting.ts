import { Routes } from 'discord.js';
import type { Problem } from '../common/problems.ts';
import type { Lasting, Sought } from '../platform.ts';
import { codes, isRefusal } from './faults.ts';
import { failureOf, type PostOptions } from './posts.ts';

type LastingOptions = Pick<PostOptions, 'rest' | 'token' | 'channelId' | 'problems' | 'now'>;

/** Discord's clock and ours may be apart. */
const skewMs = 60_000;
const lookedAt = 100;

/** Messages that stay. All throw ExternalError when Discord does not answer. */
export function createLasting(options: LastingOptions): Lasting {
  const { rest, channelId: main, problems } = options;

  async function asking<Answer>(work: Promise<Answer>, ...allowed: number[]) {
    try {
      return { answer: await work };
    } catch (error) {
      if (isRefusal(error, ...allowed)) return { refusal: Number(error.code) };
      throw failureOf(options, error);
    }
  }

  return {
    async pin(channel, messageId) {
      const { missingPermissions, missingAccess, tooManyPins } = codes;
      const path = Routes.channelMessagesPin(channel, messageId);
      const known = [missingPermissions, missingAccess, tooManyPins];
      const { refusal } = await asking(rest.put(path), ...known);
      problems.set('pin', refusal === undefined ? null : unpinned(refusal));
      return refusal === undefined;
    },
    async find(channel, sought) {
      const place = channel ?? main;
      const query = new URLSearchParams({ limit: String(lookedAt) });
      const { answer: self } = await asking(rest.get(Routes.user()));
      // Where the bot may read no history nothing is found.
      const { unknownChannel, missingAccess, missingPermissions } = codes;
      const reading = rest.get(Routes.channelMessages(place), { query });
      const found = await asking(reading, unknownChannel, missingAccess, missingPermissions);
      const messages = (found.answer ?? []) as Message[];
      const own = messages.filter(({ author }) => author.id === (self as { id: string }).id);
      const message = own.find((one) => isSought(one, sought));
      return message ? { channel: place, messageId: message.id } : null;
    },
    async remove(channel, messageId) {
      const path = Routes.channelMessage(channel, messageId);
      const { unknownMessage, unknownChannel, missingAccess } = codes;
      await asking(rest.delete(path), unknownMessage, unknownChannel, missingAccess);
    },
  };
}

type Message = {
  id: string;
  timestamp: string;
  content: string;
  author: { id: string };
  embeds: { title?: string; description?: string }[];
};

/** Discord does not say which nonce a message came with, so it is known by its title. */
function isSought({ timestamp, content, embeds }: Message, { title, since }: Sought): boolean {
  if (Date.parse(timestamp) < since.getTime() - skewMs) return false;
  const texts = [content, ...embeds.flatMap((one) => [one.title ?? '', one.description ?? ''])];
  return texts.some((text) => text.replaceAll('*', '').startsWith(title));
}

function unpinned(code: number): Problem {
  const text = 'The status board could not be pinned in Discord';
  if (code === codes.tooManyPins) {
    return { text: `${text}: the channel has too many pins.`, hint: 'Unpin one of them.' };
  }
  const hint = "Allow Pin Messages for the bot's role in the settings of the channel.";
  return { text: `${text}: the bot lacks the permission Pin Messages.`, hint };
}
