import { type Component, numberComponents } from './component.ts';
import { objectOf, readFace, type Write } from './draft.ts';
import { at, checkObjects, checkOneOf, checkText, type FormFaults, refuseFaults } from './form.ts';
import {
  type Choice,
  type Interaction,
  interactionKinds as kinds,
  showFirst,
} from './interaction.ts';
import { emptyFace, type Message, messageFlags, messageTypes } from './message.ts';
import { messageJson } from './message-json.ts';
import { editMessage, pingsOf, postMessage } from './post.ts';
import { refuse } from './refusal.ts';
import { checkModal } from './rules/modal.ts';
import type { DiscordState } from './state.ts';

const callbackTypes = { reply: 4, defer: 5, deferUpdate: 6, update: 7, choices: 8, modal: 9 };

/** Carries out the first answer to an interaction and gives the resource `with_response` asks for. */
export function answerInteraction(
  state: DiscordState,
  interaction: Interaction,
  { body, uploads }: Write,
): Record<string, unknown> {
  const type = Number(body['type']);
  const faults: FormFaults = [];
  checkOneOf(faults, 'type', type, allowedTypes(interaction));
  refuseFaults(faults);
  const write = { body: objectOf(body['data']), uploads };
  carryOut(state, interaction, type, write);
  interaction.answeredAtMs = performance.now();
  return resourceJson(state, interaction, type);
}

function allowedTypes({ kind, source }: Interaction): number[] {
  const { reply, defer, deferUpdate, update, choices, modal } = callbackTypes;
  if (kind === kinds.autocomplete) return [choices];
  const onMessage = source === null ? [] : [deferUpdate, update];
  return [reply, defer, ...onMessage, ...(kind === kinds.modalSubmit ? [] : [modal])];
}

function carryOut(state: DiscordState, one: Interaction, type: number, write: Write): void {
  switch (type) {
    case callbackTypes.reply:
      one.original = reply(state, one, write);
      showFirst(one, one.original);
      one.answer = 'reply';
      return;
    case callbackTypes.defer:
      one.original = think(state, one, write);
      one.answer = 'thinking';
      return;
    case callbackTypes.deferUpdate:
      one.answer = 'updating';
      return;
    case callbackTypes.update:
      showFirst(one, update(state, one, write));
      one.answer = 'update';
      return;
    case callbackTypes.choices:
      one.choices = readChoices(write.body);
      one.answer = 'choices';
      return;
    default:
      one.modal = readModal(one, write.body);
      one.answer = 'modal';
  }
}

/** A new message that answers an interaction: its first reply or a follow-up. */
export function reply(state: DiscordState, one: Interaction, write: Write): Message {
  const face = readFace(state, write, null);
  const isPrivate = (Number(write.body['flags'] ?? 0) & messageFlags.ephemeral) !== 0;
  return postMessage(state, one.channel, state.bot, face, {
    ...answerOrigin(one, isPrivate),
    pings: pingsOf(state, one.channel, face, write),
  });
}

function update(state: DiscordState, { source, name }: Interaction, write: Write): Message {
  if (!source || source.isDeleted) refuse('unknown-message', `the message of ${name}`);
  editMessage(state, source, readFace(state, write, source));
  return source;
}

/** "… is thinking": only whether it is private can be said now. */
function think(state: DiscordState, one: Interaction, { body }: Write): Message {
  const faults: FormFaults = [];
  checkOneOf(faults, 'data.flags', Number(body['flags'] ?? 0), [0, messageFlags.ephemeral]);
  refuseFaults(faults);
  const face = { ...emptyFace, flags: messageFlags.loading };
  const origin = answerOrigin(one, Number(body['flags'] ?? 0) !== 0);
  return postMessage(state, one.channel, state.bot, face, origin);
}

function answerOrigin(one: Interaction, isPrivate: boolean) {
  return {
    type: messageTypes.commandAnswer,
    answers: { id: one.id, kind: one.kind, person: one.person },
    onlyFor: isPrivate ? one.person : null,
  };
}

function readChoices(body: Record<string, unknown>): Choice[] {
  const faults: FormFaults = [];
  const choices = checkObjects(faults, 'data.choices', body['choices'], { max: 25 });
  for (const { path, value } of choices) {
    checkText(faults, at(path, 'name'), value['name'], { min: 1, max: 100 });
    if (typeof value['value'] === 'number') continue;
    checkText(faults, at(path, 'value'), value['value'], { min: 1, max: 100 });
  }
  refuseFaults(faults);
  return choices.map(({ value }) => value as Choice);
}

function readModal(from: Interaction, body: Record<string, unknown>) {
  const faults: FormFaults = [];
  checkModal(faults, body);
  refuseFaults(faults);
  return {
    customId: String(body['custom_id']),
    title: String(body['title']),
    components: numberComponents(body['components'] as Component[]),
    from,
  };
}

function resourceJson(state: DiscordState, one: Interaction, type: number) {
  const message = one.original ?? (one.answer === 'update' ? one.source : null);
  const isShown = type === callbackTypes.reply || type === callbackTypes.update;
  return {
    interaction: {
      id: one.id,
      type: one.kind,
      ...(message && {
        response_message_id: message.id,
        response_message_loading: one.answer === 'thinking',
        response_message_ephemeral: message.onlyFor !== null,
      }),
    },
    resource: { type, ...(isShown && message && { message: messageJson(state, message) }) },
  };
}
