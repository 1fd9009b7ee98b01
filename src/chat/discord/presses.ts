import {
  type MessageComponentInteraction,
  MessageFlags,
  type ModalSubmitInteraction,
  type StringSelectMenuInteraction,
} from 'discord.js';
import { mayAct } from '../../command/actor.ts';
import type { Reply } from '../../command/reply.ts';
import { type Answer, type Answerable, openAnswer } from './answer.ts';
import { type Desk, outcomeOf, runCall } from './desk.ts';
import { decodePress, type Press, strangePress } from './ids.ts';
import { readTexts } from '../common/fields.ts';
import { actorOf } from './person.ts';
import { asksInWindow, questionMenu, questionWindow } from './questions.ts';

const toPresser = { isPrivate: true } as const;

/** A button or a menu: its command call, or the questions it asks first. The presser alone sees the answer. */
export async function servePress(
  interaction: MessageComponentInteraction,
  desk: Desk,
): Promise<void> {
  const isOwnMenu =
    interaction.isStringSelectMenu() && interaction.message.flags.has(MessageFlags.Ephemeral);
  const isForWindow = interaction.isButton() && asksInWindow(interaction.customId, desk.commands);
  const windowMs = isForWindow ? desk.deferMs : null;
  const answer = openAnswer(interaction, { ...toPresser, replacesMessage: isOwnMenu, windowMs });
  const { payload } = await outcomeOf(desk, async () => {
    const press = decodePress(interaction.customId);
    if (interaction.isStringSelectMenu()) return choose(interaction, press, desk);
    if (press.asks.length > 0) return ask(interaction, press, { answer, desk });
    return call(interaction, press, {}, desk);
  });
  await answer.show(payload, toPresser);
}

/** A window sent off: the call with what was filled in; what was left empty is left out. */
export async function serveWindow(interaction: ModalSubmitInteraction, desk: Desk): Promise<void> {
  const manner = { ...toPresser, replacesMessage: false, windowMs: null };
  const answer = openAnswer(interaction, manner);
  const { payload } = await outcomeOf(desk, async () => {
    const press = decodePress(interaction.customId);
    const given = press.asks
      .map(({ field }) => [field, answerIn(interaction, field)] as const)
      .filter(([, text]) => text !== '');
    return call(interaction, press, Object.fromEntries(given), desk);
  });
  await answer.show(payload, toPresser);
}

/** The chosen value goes into the one field the menu asks for. */
function choose(
  interaction: StringSelectMenuInteraction,
  press: Press,
  desk: Desk,
): Promise<Reply> {
  const [asked, ...more] = press.asks;
  const [value] = interaction.values;
  if (!asked || more.length > 0 || value === undefined) throw strangePress();
  return call(interaction, press, { [asked.field]: value }, desk);
}

function call(
  source: Answerable,
  { command, input }: Press,
  more: Readonly<Record<string, string>>,
  desk: Desk,
): Promise<Reply> {
  const texts = { ...input, ...more };
  return runCall(source, desk, { command, input: readTexts(desk.commands, command, texts) });
}

function answerIn({ fields }: ModalSubmitInteraction, name: string): string {
  const field = fields.fields.get(name);
  if (field && 'values' in field) return field.values[0] ?? '';
  return field && typeof field.value === 'string' ? field.value.trim() : '';
}

/** Asks what a button still has to know, if the person may run its command at all. */
async function ask(
  interaction: MessageComponentInteraction,
  press: Press,
  { answer, desk }: { answer: Answer; desk: Desk },
): Promise<Reply | null> {
  const command = desk.commands.get(press.command);
  const { role } = await actorOf(interaction, desk);
  // The door has the words for what it refuses.
  if (!command || !mayAct(role, command.role)) return call(interaction, press, {}, desk);
  const menu = questionMenu(press, desk.commands);
  if (!menu) {
    await answer.openWindow(questionWindow(interaction.customId, press, desk.commands));
  }
  return menu;
}
