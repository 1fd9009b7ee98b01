import type { Channel, User } from '../guild.ts';
import { type Interaction, interactionKinds as kinds, type Modal } from '../interaction.ts';
import { emptyFace, type Message } from '../message.ts';
import { may, type PermissionName, permissionsIn } from '../permissions.ts';
import { postMessage } from '../post.ts';
import type { DiscordState } from '../state.ts';
import { beginInteraction, type Deed } from './begin.ts';
import { commandData, type OptionValues, pickCommand } from './command-data.ts';
import { findButton, findSelect, type PressOptions, valuesOf } from './find-component.ts';
import { type FormValues, formData } from './form.ts';
import { type Resolved, resolveId } from './resolve.ts';
import { isVisible } from './sight.ts';

/** A person in front of a channel. */
export type Seat = { state: DiscordState; user: User; channel: Channel };

export function run(seat: Seat, words: string, options: OptionValues): Interaction {
  const { state, user, channel } = seat;
  const picked = pickCommand(state, user, channel, words);
  need(seat, channel, 'USE_APPLICATION_COMMANDS');
  const data = commandData(state, picked, options);
  return begin(seat, { kind: kinds.command, name: `/${words}`, data });
}

/** Types into a field that suggests something. */
export function type(seat: Seat, words: string, field: string, values: OptionValues): Interaction {
  const { state, user, channel } = seat;
  const data = commandData(state, pickCommand(state, user, channel, words), values, field);
  return begin(seat, { kind: kinds.autocomplete, name: `/${words} ${field}`, data });
}

export function press(
  seat: Seat,
  message: Message,
  which: string,
  options: PressOptions,
): Interaction {
  look(seat, message);
  const { custom_id, type: component_type, id, label } = findButton(message, which, options);
  const data = { custom_id, component_type, id };
  return begin(seat, { kind: kinds.press, name: label ?? which, source: message, data });
}

export function choose(
  seat: Seat,
  message: Message,
  entries: string[],
  which: string | undefined,
): Interaction {
  look(seat, message);
  const select = findSelect(message, which);
  const values = valuesOf(select, entries);
  const { custom_id, type: component_type, id } = select;
  const resolved: Resolved = {};
  if (select.options === undefined) for (const one of values) resolveId(seat.state, resolved, one);
  const data = { custom_id, component_type, id, values, resolved };
  return begin(seat, { kind: kinds.press, name: values.join(', '), source: message, data });
}

export function submit(seat: Seat, modal: Modal, fields: FormValues): Interaction {
  const { source, channel } = modal.from;
  const data = formData(seat.state, modal, fields);
  return begin({ ...seat, channel }, { kind: kinds.modalSubmit, name: modal.title, source, data });
}

export function say(seat: Seat, text: string): Message {
  const { state, user, channel } = seat;
  need(seat, channel, 'VIEW_CHANNEL', 'SEND_MESSAGES');
  return postMessage(state, channel, user, { ...emptyFace, content: text });
}

/** Throws when this person does not see the message. */
export function look({ user }: Seat, message: Message): void {
  if (!isVisible(user, message)) throw new Error(`${user.name} does not see this message`);
}

function begin(seat: Seat, deed: Omit<Deed, 'person' | 'channel'>): Interaction {
  const channel = deed.source?.channel ?? seat.channel;
  need(seat, channel, 'VIEW_CHANNEL');
  return beginInteraction(seat.state, { ...deed, person: seat.user, channel });
}

function need({ state, user }: Seat, channel: Channel, ...names: PermissionName[]): void {
  const bits = permissionsIn(state.guild, user, channel);
  const missing = names.filter((name) => !may(bits, name));
  if (missing.length === 0) return;
  throw new Error(`${user.name} may not ${missing.join(', ')} in ${channel.name}`);
}
