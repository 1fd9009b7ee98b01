import type { Outcome } from './delivery.ts';
import { isFromApp, type Message } from './message.ts';
import { show } from './show.ts';
import { until } from './until.ts';
import type { View } from './view.ts';
import type { Account, Workspace } from './workspace.ts';

/** Words on the screen, or any other condition. */
export type Match<T> = string | RegExp | ((thing: T) => boolean);

/** What one act of a person led to on that person's screen. */
export type Interaction = {
  outcome: Outcome;
  /** Messages of the app that are new or changed since the act, oldest change first. */
  messages: () => Message[];
  /** Waits for such a message. */
  message: (match?: Match<Message>) => Promise<Message>;
  /** Waits for a modal that is new or changed since the act. */
  modal: (match?: Match<View>) => Promise<View>;
  /** Waits for a Home tab published since the act. */
  home: (match?: Match<View>) => Promise<View>;
};

/** Starts looking at that person's screen; the function it gives says what happened since. */
export function observe(workspace: Workspace, account: Account): (outcome: Outcome) => Interaction {
  const { revision } = workspace;
  const isNew = (thing: Message | View) => thing.revision > revision;
  const messages = () =>
    visibleMessages(workspace, account)
      .filter(isNew)
      .toSorted((one, other) => one.revision - other.revision);
  const modals = () => account.modals.filter(isNew);
  const homes = () => [account.home].filter((home) => home !== null && isNew(home)) as View[];
  const waitFor = <T extends Message | View>(list: () => T[], match: Match<T>, kind: string) =>
    until(
      workspace,
      () => list().find((thing) => fits(workspace, thing, match)),
      `${account.name}: ${kind} ${String(match)}`,
    );
  return (outcome) => ({
    outcome,
    messages,
    message: (match = '') => waitFor(messages, match, 'message'),
    modal: (match = '') => waitFor(modals, match, 'modal'),
    home: (match = '') => waitFor(homes, match, 'home'),
  });
}

/** Everything of the app in the conversations this person can look at. */
function visibleMessages(workspace: Workspace, account: Account): Message[] {
  const channels = [...workspace.channels.values()].filter(
    (channel) => channel.kind === 'public' || channel.members.has(account.id),
  );
  const posted = channels.flatMap((channel) => channel.messages);
  const answers = posted.flatMap((message) => message.replies);
  const all = new Set([...posted, ...answers, ...account.private]);
  return [...all].filter((message) => isFromApp(workspace, message));
}

function fits<T extends Message | View>(workspace: Workspace, thing: T, match: Match<T>): boolean {
  if (typeof match === 'function') return match(thing);
  const words = show(workspace, thing);
  return typeof match === 'string' ? words.includes(match) : match.test(words);
}
