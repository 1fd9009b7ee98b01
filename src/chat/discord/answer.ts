import {
  type APIModalInteractionResponseCallbackData,
  type ChatInputCommandInteraction,
  type MessageComponentInteraction,
  MessageFlags,
  type ModalSubmitInteraction,
} from 'discord.js';
import { UserError } from '../../errors.ts';
import { codes, isRefusal } from './faults.ts';
import { messageOptions, type Payload } from './payload.ts';

export type Answerable =
  | ChatInputCommandInteraction
  | MessageComponentInteraction
  | ModalSubmitInteraction;

export type Answer = {
  /** Shows the answer; a private one to the person alone even where the waiting was public. */
  show: (payload: Payload | null, options: { isPrivate: boolean }) => Promise<void>;
  /** Opens a window with questions instead. Throws UserError when the person was told to wait already. */
  openWindow: (window: APIModalInteractionResponseCallbackData) => Promise<void>;
};

/** How the person's app is told to wait, and where the answer then appears. */
type Manner = {
  isPrivate: boolean;
  /** The answer takes the place of the message whose component was used. */
  replacesMessage: boolean;
  /** How long to hold that back for a window, which nothing may come before; null when none will open. */
  windowMs: number | null;
};

const original = '@original';

/**
 * Answers one interaction. Discord is told at once that an answer is on its way, before anybody is
 * looked up: its three seconds then hold however long the rest takes. Too late even for that (a replay
 * after a reconnect), nobody waits any more.
 */
export function openAnswer(interaction: Answerable, manner: Manner): Answer {
  let deferring: Promise<'open' | 'late'> | null = null;
  const tellToWait = () => {
    deferring = acknowledge(() => defer(interaction, manner));
    // Looked at again when there is something to show; until then a failure must not end the process.
    deferring.catch(() => undefined);
  };
  const { windowMs } = manner;
  const timer = windowMs === null ? undefined : setTimeout(tellToWait, windowMs);
  if (windowMs === null) tellToWait();

  return {
    async show(payload, { isPrivate }) {
      clearTimeout(timer);
      if (payload === null) return;
      if (deferring === null) return first(interaction, payload, isPrivate);
      if ((await deferring) === 'late') return;
      const { webhook } = interaction;
      if (!isPrivate || manner.isPrivate) {
        await webhook.editMessage(original, messageOptions(payload));
        return;
      }
      await webhook.deleteMessage(original);
      await webhook.send({ ...messageOptions(payload), ...privately });
    },
    async openWindow(window) {
      clearTimeout(timer);
      if (deferring !== null || interaction.isModalSubmit()) {
        throw new UserError('conflict', 'The form took too long to open.', 'Press again.');
      }
      await acknowledge(async () => void (await interaction.showModal(window)));
    },
  };
}

/** Instead of the window that was held open for: a refusal. */
async function first(interaction: Answerable, payload: Payload, isPrivate: boolean): Promise<void> {
  let isNew = false;
  const outcome = await acknowledge(async () => {
    await interaction.reply({ ...messageOptions(payload), ...(isPrivate ? privately : {}) });
    isNew = true;
  });
  // Acknowledged by an earlier try whose answer got lost: what it showed is made certain.
  if (outcome === 'open' && !isNew) {
    await interaction.webhook.editMessage(original, messageOptions(payload));
  }
}

async function defer(interaction: Answerable, manner: Manner): Promise<void> {
  if (manner.replacesMessage && interaction.isMessageComponent()) await interaction.deferUpdate();
  else await interaction.deferReply(manner.isPrivate ? privately : {});
}

/** Whether Discord still takes an answer; an interaction acknowledged already is one, too. */
export async function acknowledge(send: () => Promise<void>): Promise<'open' | 'late'> {
  try {
    await send();
    return 'open';
  } catch (error) {
    if (isRefusal(error, codes.answeredAlready)) return 'open';
    if (isRefusal(error, codes.unknownInteraction)) return 'late';
    throw error;
  }
}

const privately = { flags: MessageFlags.Ephemeral } as const;
