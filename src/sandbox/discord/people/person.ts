import type { Channel, User } from '../guild.ts';
import type { Choice, Interaction, Modal } from '../interaction.ts';
import type { Message } from '../message.ts';
import { deleteMessage } from '../post.ts';
import { openDirectMessages } from '../state.ts';
import { choose, look, press, run, type Seat, say, submit, type } from './act.ts';
import type { OptionValues } from './command-data.ts';
import type { PressOptions } from './find-component.ts';
import type { FormValues } from './form.ts';
import { createScreen, type Patience, type Screen, waitFor } from './screen.ts';
import { conversationSight, interactionSight } from './sight.ts';

/** Somebody in front of a screen. What the Discord app would not let anybody do throws. */
export type Person = Pick<User, 'id' | 'name'> & {
  /** `vip` or `rules import` with its options. */
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
  /** Takes no direct messages any more. */
  closeDms: () => void;
  /** The same person looking at another channel. */
  in: (channel: Channel) => Person;
};

export function createPerson(seat: Seat, patience: Patience): Person {
  const { state, user } = seat;
  const screenOf = (one: Interaction) => createScreen(interactionSight(state, one), patience);
  const write = (place: Seat, text: string) =>
    createScreen(conversationSight(state, say(place, text)), patience);
  return {
    id: user.id,
    name: user.name,
    run: (words, options = {}) => screenOf(run(seat, words, options)),
    autocomplete: (words, field, text, others = {}) =>
      suggestions(seat, type(seat, words, field, { ...others, [field]: text }), patience),
    press: (message, which, options = {}) => screenOf(press(seat, message, which, options)),
    choose: (message, entries, which) => screenOf(choose(seat, message, [entries].flat(), which)),
    submit: (modal, fields) => screenOf(submit(seat, modal, fields)),
    say: (text) => write(seat, text),
    mention: (text) => write(seat, `<@${state.bot.id}> ${text}`),
    dm: (text) => write({ ...seat, channel: openDirectMessages(state, user) }, text),
    remove: (message) => {
      look(seat, message);
      deleteMessage(state, message);
    },
    closeDms: () => {
      user.hasClosedDms = true;
    },
    in: (channel) => createPerson({ ...seat, channel }, patience),
  };
}

async function suggestions(
  { state }: Seat,
  one: Interaction,
  patience: Patience,
): Promise<Choice[]> {
  const { failure, text } = interactionSight(state, one);
  const look = () => {
    const failed = failure();
    if (failed !== null) throw new Error(`Loading options failed: ${failed}`);
    return one.choices;
  };
  return waitFor('suggestions', look, text, patience);
}
