import type { Component } from './component.ts';
import type { Channel, User } from './guild.ts';
import type { Message } from './message.ts';
import { refuse } from './refusal.ts';
import type { DiscordState } from './state.ts';

export const interactionKinds = { command: 2, press: 3, autocomplete: 4, modalSubmit: 5 } as const;

/** How the bot answered first; null while it has not. */
type FirstAnswer = 'reply' | 'thinking' | 'updating' | 'update' | 'choices' | 'modal';

export type Choice = { name: string; value: string | number };

/** A form on a person's screen. */
export type Modal = { customId: string; title: string; components: Component[]; from: Interaction };

/** One thing a person did that the bot has to answer. */
export type Interaction = {
  id: string;
  token: string;
  kind: (typeof interactionKinds)[keyof typeof interactionKinds];
  /** `/vip`, `Approve`: for people who read about it. */
  name: string;
  person: User;
  channel: Channel;
  /** The message the pressed button stands on. */
  source: Message | null;
  createdAt: Date;
  /** Whether a connected bot was told at once. */
  wasDelivered: boolean;
  answer: FirstAnswer | null;
  /** By the clock that only runs, in milliseconds: when the bot was told, answered first, and had something to read. */
  toldAtMs: number;
  answeredAtMs: number | null;
  shownAtMs: number | null;
  /** The person was told that the application did not respond. */
  hasFailed: boolean;
  original: Message | null;
  followUps: Message[];
  /** The first message with something to read, whichever way it came. */
  firstShown: Message | null;
  modal: Modal | null;
  choices: Choice[] | null;
};

/** Something to read is on the screen; what comes after the first changes nothing here. */
export function showFirst(one: Interaction, message: Message): void {
  one.firstShown ??= message;
  one.shownAtMs ??= performance.now();
}

const tokenLifeMs = 15 * 60_000;

/** Whether the person was told that nothing came; ends the wait when its time is over. */
export function hasFailed(state: DiscordState, one: Interaction): boolean {
  const isLate = ageMs(state, one) > state.deadlineMs;
  if (one.hasFailed || one.answer !== null || !isLate) return one.hasFailed;
  one.hasFailed = true;
  if (one.wasDelivered) {
    const detail = `no answer to ${one.name} within ${state.deadlineMs} ms`;
    state.violations.push({ rule: 'late-answer', detail });
  }
  return true;
}

/** The interaction a callback answers; refused with 10062 when it is unknown or too old, 40060 when answered. */
export function findUnanswered(state: DiscordState, id: string, token: string): Interaction {
  const found = state.interactions.find((one) => one.id === id && one.token === token);
  if (!found) refuse('unknown-interaction', `interaction ${id}`);
  if (hasFailed(state, found)) refuse('unknown-interaction', found.name);
  if (found.answer !== null) refuse('answered-twice', found.name);
  return found;
}

/** The answered interaction behind a webhook token; refused when unknown, unanswered or older than 15 minutes. */
export function findAnswered(state: DiscordState, application: string, token: string): Interaction {
  const found = state.interactions.find((one) => one.token === token);
  if (!found) refuse('token-expired', 'a token nobody was given');
  if (ageMs(state, found) > tokenLifeMs) refuse('token-expired', found.name);
  const hasMessage = found.answer !== null && found.answer !== 'choices';
  if (application !== state.applicationId || !hasMessage) refuse('unknown-webhook', found.name);
  return found;
}

/** The message that `@original` means. */
export function originalOf(interaction: Interaction): Message {
  const { answer, original, source } = interaction;
  const message = answer === 'update' || answer === 'updating' ? source : original;
  if (!message || message.isDeleted) refuse('unknown-message', `@original of ${interaction.name}`);
  return message;
}

function ageMs(state: DiscordState, { createdAt }: Interaction): number {
  return state.now().getTime() - createdAt.getTime();
}
