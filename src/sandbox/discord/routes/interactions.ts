import { type ApiCall, type ApiRoute, writeOf } from '../api.ts';
import { answerInteraction, reply } from '../callback.ts';
import { readFace, type Write } from '../draft.ts';
import {
  findAnswered,
  findUnanswered,
  type Interaction,
  originalOf,
  showFirst,
} from '../interaction.ts';
import { hasFlag, type Message } from '../message.ts';
import { messageJson } from '../message-json.ts';
import { deleteMessage, editMessage, pingsOf } from '../post.ts';
import { refuse } from '../refusal.ts';
import type { DiscordState } from '../state.ts';

/** Answers to interactions; the token in the path is all the right they need. */
export const interactionRoutes: ApiRoute[] = [
  {
    method: 'POST',
    path: '/interactions/:interaction/:token/callback',
    isPublic: true,
    answer: (call) => {
      const one = findUnanswered(call.state, call.part('interaction'), call.part('token'));
      const resource = answerInteraction(call.state, one, writeOf(call));
      return call.query.get('with_response') === 'true' ? resource : undefined;
    },
  },
  {
    method: 'POST',
    path: '/webhooks/:application/:token',
    isPublic: true,
    answer: (call) => {
      const message = followUp(call.state, interactionOf(call), writeOf(call));
      return messageJson(call.state, message);
    },
  },
  {
    method: 'GET',
    path: '/webhooks/:application/:token/messages/:message',
    isPublic: true,
    answer: (call) => messageJson(call.state, ownMessage(call, interactionOf(call))),
  },
  {
    method: 'PATCH',
    path: '/webhooks/:application/:token/messages/:message',
    isPublic: true,
    answer: (call) => {
      const one = interactionOf(call);
      const message = ownMessage(call, one);
      editAnswer(call.state, message, writeOf(call));
      showFirst(one, message);
      return messageJson(call.state, message);
    },
  },
  {
    method: 'DELETE',
    path: '/webhooks/:application/:token/messages/:message',
    isPublic: true,
    answer: (call) => deleteMessage(call.state, ownMessage(call, interactionOf(call))),
  },
];

function interactionOf({ state, part }: ApiCall): Interaction {
  return findAnswered(state, part('application'), part('token'));
}

/** The message a webhook path names, among those that answer this interaction. */
function ownMessage({ part }: ApiCall, one: Interaction): Message {
  const id = part('message');
  if (id === '@original') return originalOf(one);
  const own = [one.original, one.source, ...one.followUps].find((message) => message?.id === id);
  if (!own || own.isDeleted) refuse('unknown-message', `${id} of ${one.name}`);
  return own;
}

function followUp(state: DiscordState, one: Interaction, write: Write): Message {
  const { original } = one;
  // Discord shows a follow-up after a defer in place of the deferred message and advises against it.
  if (original && !original.isDeleted && hasFlag(original, 'loading')) {
    state.violations.push({ rule: 'follow-up-instead-of-edit', detail: one.name });
    editAnswer(state, original, write);
    showFirst(one, original);
    return original;
  }
  const message = reply(state, one, write);
  one.followUps.push(message);
  showFirst(one, message);
  return message;
}

function editAnswer(state: DiscordState, message: Message, write: Write): void {
  const wasThinking = hasFlag(message, 'loading');
  const face = readFace(state, write, message);
  if (wasThinking) message.pings = pingsOf(state, message.channel, face, write);
  editMessage(state, message, face);
}
