import { channelByName, directChannel } from './channels.ts';
import type { Interaction } from './interaction.ts';
import type { Channel, Message } from './message.ts';
import type { Given } from './person/fill-in.ts';
import { openHome } from './person/open-home.ts';
import { choose, press } from './person/press.ts';
import { slash } from './person/slash.ts';
import { dm, mention } from './person/speak.ts';
import type { Stage } from './person/stage.ts';
import { close, submit } from './person/submit.ts';
import { suggest } from './person/suggest.ts';
import { remove } from './post.ts';
import type { View } from './view.ts';
import type { Account, JsonObject, Workspace } from './workspace.ts';

type Screen = Message | View;

/**
 * Someone in front of a Slack client. Without a channel they type in #books, or in their conversation
 * with the app when they are not in it.
 */
export type Person = Account & {
  slash: (command: string, text?: string, where?: { channel?: string }) => Promise<Interaction>;
  press: (screen: Screen, actionIdOrLabel: string) => Promise<Interaction>;
  /** Several values for a list of boxes; the action id is needed when the app offers the options. */
  choose: (
    screen: Screen,
    valueOrLabel: string | readonly string[],
    actionId?: string,
  ) => Promise<Interaction>;
  /** Types into a select whose options come from the app; gives what it offers. */
  suggest: (screen: Screen, actionId: string, typed: string) => Promise<JsonObject[]>;
  submit: (modal: View, values: Given) => Promise<Interaction>;
  close: (modal: View) => Promise<Interaction>;
  openHome: () => Promise<Interaction>;
  mention: (
    words: string,
    where?: { channel?: string; thread?: Message | null },
  ) => Promise<Interaction>;
  dm: (words: string, thread?: Message | null) => Promise<Interaction>;
  /** Deletes a message of anybody, as an administrator can. */
  remove: (message: Message) => void;
};

export function createPerson(stage: Stage): Person {
  const { workspace, account } = stage;
  const acts: Omit<Person, keyof Account> = {
    slash: async (command, text = '', { channel } = {}) =>
      slash(stage, command, text, placeOf(stage, channel)),
    press: (screen, name) => press(stage, screen, name),
    choose: (screen, choice, actionId) => choose(stage, screen, choice, actionId),
    suggest: (screen, actionId, typed) => suggest(stage, screen, actionId, typed),
    submit: (modal, values) => submit(stage, modal, values),
    close: (modal) => close(stage, modal),
    openHome: () => openHome(stage),
    mention: async (words, { channel, thread = null } = {}) =>
      mention(stage, words, placeOf(stage, channel), thread),
    dm: (words, thread = null) => dm(stage, words, thread),
    remove: (message) => {
      const channel = workspace.channels.get(message.channel);
      if (channel) remove(workspace, channel, message);
    },
  };
  return Object.assign(account, acts);
}

/** Where a person types: only in conversations they are in. */
function placeOf({ workspace, account }: Stage, name: string | undefined): Channel {
  const channel = channelNamed(workspace, name ?? 'books');
  if (channel.members.has(account.id)) return channel;
  if (name === undefined) return directChannel(workspace, account.id);
  throw new Error(`${account.name} is not in #${name}`);
}

/** A channel by its name or id. */
export function channelNamed(workspace: Workspace, name: string): Channel {
  const channel = channelByName(workspace, name) ?? workspace.channels.get(name);
  if (!channel) throw new Error(`there is no channel ${name}`);
  return channel;
}
