import { setTimeout as sleep } from 'node:timers/promises';
import type { Modal } from '../interaction.ts';
import type { Message } from '../message.ts';

/** What one person sees of something he began. The waits throw with the screen's text when nothing comes. */
export type Screen = {
  /** The messages that answer, oldest first. */
  messages: () => Message[];
  /** All of it as text. */
  text: () => string;
  /** Waits for the first message with something to read; throws when the application did not respond. */
  answer: () => Promise<Message>;
  /** Waits until the text contains the words, matches or satisfies, and returns it. */
  until: (wanted: string | RegExp | ((text: string) => boolean)) => Promise<string>;
  /** Waits for a form. */
  modal: () => Promise<Modal>;
  /** Waits for the bot's first sign of any kind, an unseen acknowledgement too. */
  acknowledged: () => Promise<void>;
  /** How long an interaction took to be acknowledged, and to have something to read; null before, and for messages. */
  tookMs: () => Took;
  /** Waits for "The application did not respond". */
  failure: () => Promise<string>;
};

export type Took = { acknowledgedMs: number | null; shownMs: number | null };

/** What stands behind a screen. */
export type Sight = {
  messages: () => Message[];
  text: () => string;
  firstShown: () => Message | null;
  modal: () => Modal | null;
  isAcknowledged: () => boolean;
  tookMs: () => Took;
  failure: () => string | null;
};

export type Patience = { timeoutMs: number };

export function createScreen(sight: Sight, patience: Patience): Screen {
  const wait = <Found>(what: string, look: () => Found | null) =>
    waitFor(what, look, sight.text, patience);
  const orFailure = <Found>(look: () => Found | null) => {
    return () => {
      const failure = sight.failure();
      if (failure !== null) throw new Error(failure);
      return look();
    };
  };
  return {
    messages: sight.messages,
    text: sight.text,
    answer: () => wait('an answer', orFailure(sight.firstShown)),
    until: (wanted) =>
      wait(String(wanted), () => {
        const text = sight.text();
        return fits(wanted, text) ? text : null;
      }),
    modal: () => wait('a form', orFailure(sight.modal)),
    acknowledged: async () => {
      await wait(
        'a sign of the bot',
        orFailure(() => sight.isAcknowledged() || null),
      );
    },
    tookMs: sight.tookMs,
    failure: () => wait('a failure', sight.failure),
  };
}

function fits(wanted: string | RegExp | ((text: string) => boolean), text: string): boolean {
  if (typeof wanted === 'string') return text.includes(wanted);
  return typeof wanted === 'function' ? wanted(text) : wanted.test(text);
}

/** Looks until there is something to see; throws with what stands on the screen when there never is. */
export async function waitFor<Found>(
  what: string,
  look: () => Found | null,
  text: () => string,
  { timeoutMs }: Patience,
): Promise<Found> {
  for (const end = Date.now() + timeoutMs; ; await sleep(5)) {
    const found = look();
    if (found !== null) return found;
    if (Date.now() > end) throw new Error(`Waited for ${what}. On the screen:\n${text()}`);
  }
}
