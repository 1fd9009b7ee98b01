import { selectTypes } from '../component.ts';
import type { Channel, User } from '../guild.ts';
import {
  type Choice,
  type Interaction,
  interactionKinds as kinds,
  type Modal,
} from '../interaction.ts';
import type { Message } from '../message.ts';
import { may, type PermissionName, permissionsIn } from '../permissions.ts';
import { deleteMessage, postMessage } from '../post.ts';
import { type DiscordState, openDirectMessages } from '../state.ts';
import { beginInteraction, type Deed } from './begin.ts';
import { commandData, type OptionValues, pickCommand } from './command-data.ts';
import { findButton, findSelect, type PressOptions, valuesOf } from './find-component.ts';
import { type FormValues, formData } from './form.ts';
import { createScreen, type Patience, type Screen, waitFor } from './screen.ts';
import { conversationSight, interactionSight, isVisible } from './sight.ts';

/** Somebody in front of a screen. What the Discord app would not let anybody do throws. */
export type Person = User & {
  /** `/vip` or `/rules import` with its options. */
  run: (command: string, options?: OptionValues) => Screen;
  /** The bot's suggestions while `text` stands in the field. */
  autocomplete: (
    command: string,
    field: string,
    text: string,
    others?: OptionValues,
  ) => Promise<Choice[]>;
  /** Presses a button by its custom id, its label or the label's first words. */
  press: (message: Message, button: string, options?: PressOptions) => Screen;
  /** Chooses entries by value or label; `select` is needed when there are several. */
  choose: (message: Message, entries: string | string[], select?: string) => Screen;
  submit: (modal: Modal, fields: FormValues) => Screen;
  /** Writes in the channel without addressing anybody. */
  say: (text: string) => Screen;
  mention: (text: string) => Screen;
  dm: (text: string) => Screen;
  /** Deletes a message, as moderators can. */
  remove: (message: Message) => void;
  /** The same person looking at another channel. */
  in: (channel: Channel) => Person;
};

export function createPerson(
  state: DiscordState,
  user: User,
  channel: Channel,
  patience: Patience,
): Person {
  const screenOf = (one: Interaction) => createScreen(interactionSight(state, one), patience);
  const begin = (deed: Omit<Deed, 'person' | 'channel'> & { channel?: Channel }) => {
    const place = deed.channel ?? channel;
    need(state, user, place, 'VIEW_CHANNEL');
    return beginInteraction(state, { ...deed, person: user, channel: place });
  };
  const write = (place: Channel, text: string) => {
    need(state, user, place, 'VIEW_CHANNEL', 'SEND_MESSAGES');
    const face = { content: text, embeds: [], components: [], attachments: [], flags: 0 };
    const said = postMessage(state, place, user, face);
    return createScreen(conversationSight(state, said), patience);
  };
  const look = (message: Message) => {
    if (!isVisible(user, message)) throw new Error(`${user.name} does not see this message`);
    return message;
  };
  return {
    ...user,
    run: (words, options = {}) => {
      const picked = pickCommand(state, user, channel, words);
      need(state, user, channel, 'USE_APPLICATION_COMMANDS');
      const data = commandData(state, picked, options);
      return screenOf(begin({ kind: kinds.command, name: `/${words}`, data }));
    },
    autocomplete: async (words, field, text, others = {}) => {
      const picked = pickCommand(state, user, channel, words);
      const data = commandData(state, picked, { ...others, [field]: text }, field);
      const one = begin({ kind: kinds.autocomplete, name: `/${words} ${field}`, data });
      const sight = interactionSight(state, one);
      return waitFor('suggestions', () => choicesOrThrow(sight), sight.text, patience);
    },
    press: (message, which, options = {}) => {
      const button = findButton(look(message), which, options);
      const data = { custom_id: button.custom_id, component_type: button.type, id: button.id };
      return screenOf(begin({ ...onMessage(message), name: button.label ?? which, data }));
    },
    choose: (message, entries, which) => {
      const select = findSelect(look(message), which);
      const values = valuesOf(select, [entries].flat());
      const { custom_id, type, id } = select;
      const data = {
        custom_id,
        component_type: type,
        id,
        values,
        ...(selectTypes.includes(type) && { resolved: {} }),
      };
      return screenOf(begin({ ...onMessage(message), name: values.join(', '), data }));
    },
    submit: (modal, fields) => {
      const { source, channel: place } = modal.from;
      const data = formData(state, modal, fields);
      return screenOf(
        begin({ kind: kinds.modalSubmit, name: modal.title, source, channel: place, data }),
      );
    },
    say: (text) => write(channel, text),
    mention: (text) => write(channel, `<@${state.bot.id}> ${text}`),
    dm: (text) => write(openDirectMessages(state, user), text),
    remove: (message) => deleteMessage(state, look(message)),
    in: (other) => createPerson(state, user, other, patience),
  };
}

function onMessage(message: Message) {
  return { kind: kinds.press, source: message, channel: message.channel };
}

function choicesOrThrow({
  choices,
  failure,
}: ReturnType<typeof interactionSight>): Choice[] | null {
  const failed = failure();
  if (failed !== null) throw new Error(`Loading options failed: ${failed}`);
  return choices();
}

function need(state: DiscordState, user: User, channel: Channel, ...names: PermissionName[]): void {
  const bits = permissionsIn(state.guild, user, channel);
  const missing = names.filter((name) => !may(bits, name));
  if (missing.length === 0) return;
  throw new Error(`${user.name} may not ${missing.join(', ')} in ${channel.name}`);
}
