import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Reply } from '../command/reply.ts';

export type Post = { channel: string; messageId: string };

/** A path of the HTTP server whose requests the chat reads and answers itself. */
export type HttpRoute = {
  path: string;
  handle: (request: IncomingMessage, response: ServerResponse) => void;
};

/** One chat service: shows replies and turns presses and typed words into command calls. */
export type Platform = {
  readonly name: string;
  /** Set when the chat calls us by HTTP. */
  readonly route?: HttpRoute | null;
  start(): Promise<void>;
  stop(): Promise<void>;
  /** Shows a reply in the main channel; `dedupeKey` lets the platform recognise the same post when an answer got lost. */
  post(reply: Reply, dedupeKey: string): Promise<Post>;
  /**
   * The same in another channel than the main one; 'refused' when the bot may not post there, which the
   * platform tells as a problem. Absent where there is one channel only.
   */
  postIn?(channel: string, reply: Reply, dedupeKey: string): Promise<Post | 'refused'>;
  /** Replaces what a message shows; 'gone' when a person deleted it, 'refused' in another channel than the main one that the bot has lost. */
  edit(channel: string, messageId: string, reply: Reply): Promise<'edited' | 'gone' | 'refused'>;
};
