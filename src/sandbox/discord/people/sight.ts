import { channelTypes } from '../guild.ts';
import { hasFailed, type Interaction } from '../interaction.ts';
import { hasFlag, type Message } from '../message.ts';
import { showMessage } from '../show.ts';
import type { DiscordState } from '../state.ts';
import { showModal } from './form.ts';
import type { Sight, Took } from './screen.ts';

const noResponse = 'The application did not respond';

/** What the person behind an interaction sees of it. */
export function interactionSight(state: DiscordState, one: Interaction): Sight {
  const messages = () => messagesOf(one).filter(({ isDeleted }) => !isDeleted);
  const failure = () => (hasFailed(state, one) ? noResponse : null);
  return {
    messages,
    failure,
    firstShown: () => one.firstShown,
    modal: () => one.modal,
    isAcknowledged: () => one.answer !== null,
    tookMs: () => tookMs(one),
    text: () =>
      [
        ...messages().map((message) => showMessage(state, message)),
        ...(one.modal ? [showModal(one.modal)] : []),
        ...(failure() === null ? [] : [noResponse]),
      ].join('\n\n'),
  };
}

function tookMs({ toldAtMs, answeredAtMs, shownAtMs }: Interaction): Took {
  const since = (atMs: number | null) => atMs && atMs - toldAtMs;
  return { acknowledgedMs: since(answeredAtMs), shownMs: since(shownAtMs) };
}

function messagesOf({ answer, source, original, followUps }: Interaction): Message[] {
  const updated = answer === 'update' || answer === 'updating' ? source : null;
  return [updated, original, ...followUps].filter((message) => message !== null);
}

/** What the bot writes after a person's message, in the same channel or in its thread. */
export function conversationSight(state: DiscordState, said: Message): Sight {
  const messages = () =>
    [...said.channel.messages, ...(said.thread?.messages ?? [])].filter(
      ({ id, author }) => author === state.bot && BigInt(id) > BigInt(said.id),
    );
  return {
    messages,
    firstShown: () => messages().find((message) => !hasFlag(message, 'loading')) ?? null,
    modal: () => null,
    isAcknowledged: () => messages().length > 0,
    tookMs: () => ({ acknowledgedMs: null, shownMs: null }),
    failure: () => null,
    text: () =>
      messages()
        .map((message) => showMessage(state, message))
        .join('\n\n'),
  };
}

/** Whether a person can see a message at all. */
export function isVisible(person: { id: string }, message: Message): boolean {
  if (message.isDeleted) return false;
  if (message.onlyFor !== null) return message.onlyFor.id === person.id;
  const { channel } = message;
  return channel.type !== channelTypes.dm || channel.recipient?.id === person.id;
}
