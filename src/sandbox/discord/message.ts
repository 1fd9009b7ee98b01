import type { Attachment } from './attachments.ts';
import type { Component } from './component.ts';
import type { Channel, User } from './guild.ts';
import type { Pings } from './pings.ts';

export type Embed = {
  title?: string;
  description?: string;
  url?: string;
  color?: number;
  fields?: { name: string; value: string; inline?: boolean }[];
  footer?: { text: string };
  author?: { name: string };
  image?: { url: string };
  thumbnail?: { url: string };
  timestamp?: string;
};

/** What a message shows at one moment. */
export type MessageFace = {
  content: string;
  embeds: Embed[];
  components: Component[];
  attachments: Attachment[];
  flags: number;
};

export const emptyFace: MessageFace = {
  content: '',
  embeds: [],
  components: [],
  attachments: [],
  flags: 0,
};

export const messageTypes = { plain: 0, pinNotice: 6, reply: 19, commandAnswer: 20 } as const;

export type Message = MessageFace & {
  id: string;
  channel: Channel;
  author: User;
  type: (typeof messageTypes)[keyof typeof messageTypes];
  isPinned: boolean;
  createdAt: Date;
  /** The same by the clock that only runs, in milliseconds. */
  shownAtMs: number;
  editedAt: Date | null;
  /** What it showed before each edit, oldest first. */
  history: MessageFace[];
  /** Who was notified when it appeared. */
  pings: Pings;
  nonce: string | null;
  /** The message this one replies to. */
  repliesTo: Message | null;
  /** The command or press this message answers. */
  answers: { id: string; kind: number; person: User } | null;
  /** The only person who sees it; null when everyone does. */
  onlyFor: User | null;
  thread: Channel | null;
  isDeleted: boolean;
};

export const messageFlags = {
  ephemeral: 1 << 6,
  loading: 1 << 7,
  suppressEmbeds: 1 << 2,
  suppressNotifications: 1 << 12,
  componentsV2: 1 << 15,
  hasThread: 1 << 5,
} as const;

export function hasFlag(face: { flags: number }, name: keyof typeof messageFlags): boolean {
  return (face.flags & messageFlags[name]) !== 0;
}

export function faceOf(message: MessageFace): MessageFace {
  const { content, embeds, components, attachments, flags } = message;
  return { content, embeds, components, attachments, flags };
}
