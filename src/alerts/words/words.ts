import type { AlertDraft } from '../raise.ts';

/** An alert says what happened, what the bot did and what a person can do; the caller adds the key. */
export type Words = Omit<AlertDraft, 'key'>;
