import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Actor } from '../command/actor.ts';
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
  /**
   * Replaces what a message shows; 'gone' when a person deleted it, 'refused' in another channel than the
   * main one that the bot has lost, 'worn-out' when the chat takes no more edits of it for now.
   */
  edit(channel: string, messageId: string, reply: Reply): Promise<EditOutcome>;
  /**
   * Shows a reply below a message of ours, where it is in nobody's way; 'refused' when the bot may not,
   * which the platform tells as a problem. Absent where messages have nothing below them.
   */
  postBelow?(
    parent: Post,
    topic: string,
    reply: Reply,
    dedupeKey: string,
  ): Promise<Post | 'refused'>;
  /** Absent where a message cannot stay in sight. */
  readonly lasting?: Lasting;
  /** Absent where nobody can be written to alone. */
  readonly direct?: Direct;
};

export type EditOutcome = 'edited' | 'gone' | 'refused' | 'worn-out';

/** What it takes to have one message that stays in sight. */
export type Lasting = {
  /** False when the bot may not pin there, which the platform tells as a problem. */
  pin(channel: string, messageId: string): Promise<boolean>;
  /** A message of ours of which nobody knows whether it was posted; null: it was not. Without a channel in the main one. */
  find(channel: string | null, sought: Sought): Promise<Post | null>;
  /** Takes a message of ours away; one that is gone is no error. */
  remove(channel: string, messageId: string): Promise<void>;
};

/** Messages to one person alone. Both throw ExternalError when the chat does not answer. */
export type Direct = {
  /** Who somebody is now, with the rights they have; null for somebody who is not there any more. */
  whoIs(personId: string): Promise<Actor | null>;
  /** 'refused' by somebody who takes no messages of the bot. */
  post(personId: string, reply: Reply, dedupeKey: string): Promise<Post | 'refused'>;
};

/** How a post is recognised: what it was sent with, its title, and when it was sent at the earliest. */
export type Sought = { dedupeKey: string; title: string; since: Date };
