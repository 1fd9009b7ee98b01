import type { Platform } from '../../src/chat/platform.ts';
import type { Block, Button, Reply } from '../../src/command/reply.ts';

/** A message as it looks now. */
export type Message = { id: string; key: string; reply: Reply };

/** The one channel of a test; it remembers what it was told, and a post that comes twice is shown once. */
export type ChatRoom = Pick<Platform, 'post' | 'edit'> & {
  /** In order of their first post. */
  messages: Message[];
  /** The dedupe key of every post that came. */
  posts: string[];
  /** Every state of every message, oldest first. */
  shown: Message[];
  /** Messages whose present title matches. */
  titled: (title: RegExp) => Message[];
};

const roomName = 'room';
const channel = 'audiobooks';

export function createChatRoom(): ChatRoom {
  const messages: Message[] = [];
  const posts: string[] = [];
  const shown: Message[] = [];
  return {
    messages,
    posts,
    shown,
    titled: (title) => messages.filter(({ reply }) => title.test(reply.title)),
    async post(reply, key) {
      posts.push(key);
      const known = messages.find((message) => message.key === key);
      const message = known ?? { id: String(messages.length + 1), key, reply };
      if (!known) {
        messages.push(message);
        shown.push({ ...message });
      }
      return { channel, messageId: message.id };
    },
    async edit(_channel, messageId, reply) {
      const message = messages.find(({ id }) => id === messageId);
      if (!message) return 'gone';
      message.reply = reply;
      shown.push({ ...message });
      return 'edited';
    },
  };
}

/** The room as a chat platform of the bot. */
export function roomPlatform(room: Pick<Platform, 'post' | 'edit'>) {
  const { post, edit } = room;
  const platform: Platform = {
    name: roomName,
    start: async () => {},
    stop: async () => {},
    post,
    edit,
  };
  return { name: roomName, create: () => platform };
}

/** Everything a person reads in a reply, buttons included, one line each. */
export function textOf(reply: Reply): string {
  return [reply.title, ...reply.blocks.flatMap(linesOf)].join('\n');
}

export function buttonsOf(reply: Reply): Button[] {
  return reply.blocks.flatMap((block) => (block.kind === 'buttons' ? block.buttons : []));
}

function linesOf(block: Block): string[] {
  if (block.kind === 'text') return [block.text];
  if (block.kind === 'fields') return block.fields.map(({ label, value }) => `${label}: ${value}`);
  if (block.kind === 'list') {
    const items = block.items.map(({ text, detail }) => (detail ? `${text} (${detail})` : text));
    return block.title ? [block.title, ...items] : items;
  }
  if (block.kind === 'table') return block.rows.map((row) => row.join(' | '));
  if (block.kind === 'buttons') return block.buttons.map(({ label }) => `[${label}]`);
  return [];
}
