import type { Actor } from './actor.ts';
import type { Reply } from './reply.ts';

/** Something a person wrote in their own words. */
export type Said = {
  line: string;
  actor: Actor;
  /** The channel or conversation; what was said there before may be leant on. */
  place: string;
  /** Whether the surface can answer there so that only the person reads it. */
  canBePrivate: boolean;
};

export type Told = { reply: Reply; isPrivate: boolean };

/**
 * Understands plain language: a read is answered, a change becomes a card to confirm. Null when nothing was
 * understood and the line may rather be a command that was typed wrongly. Throws what a command throws.
 */
export type Talk = (said: Said) => Promise<Told | null>;
