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
};

const original = '@original';

/**
 * Answers one interaction within Discord's three seconds: whatever is not there after `deferMs` is
 * announced as on its way. Too late for either (a replay after a reconnect), nobody waits any more.
 */
export function openAnswer(interaction: Answerable, manner: Manner, deferMs: number): Answer {
  let deferring: Promise<'open' | 'late'> | null = null;
  const timer = setTimeout(() => {
    deferring = acknowledge(() => defer(interaction, manner));
    // Looked at again when there is something to show; until then a failure must not end the process.
    deferring.catch(() => undefined);
  }, deferMs);

  return {
    async show(payload, { isPrivate }) {
      clearTimeout(timer);
      if (payload === null) return;
      if (deferring === null) return first(interaction, manner, payload, isPrivate);
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

async function first(
  interaction: Answerable,
  manner: Manner,
  payload: Payload,
  isPrivate: boolean,
): Promise<void> {
  let isNew = false;
  const outcome = await acknowledge(async () => {
    await respond(interaction, manner, payload, isPrivate);
    isNew = true;
  });
  // Acknowledged by an earlier try whose answer got lost: what it showed is made certain.
  if (outcome === 'open' && !isNew) {
    await interaction.webhook.editMessage(original, messageOptions(payload));
  }
}

async function respond(
  interaction: Answerable,
  manner: Manner,
  payload: Payload,
  isPrivate: boolean,
): Promise<void> {
  const message = messageOptions(payload);
  if (manner.replacesMessage && interaction.isMessageComponent()) await interaction.update(message);
  else await interaction.reply({ ...message, ...(isPrivate ? privately : {}) });
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
