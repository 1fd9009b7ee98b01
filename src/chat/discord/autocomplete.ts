import { setTimeout as sleep } from 'node:timers/promises';
import type { AutocompleteFocusedOption, AutocompleteInteraction } from 'discord.js';
import { mayAct } from '../../command/actor.ts';
import { acknowledge } from './answer.ts';
import { explain } from '../common/explain.ts';
import { fieldOf } from '../common/fields.ts';
import type { Desk, Suggestion } from './desk.ts';
import { fieldNamed } from './input.ts';
import { limits } from './limits.ts';
import { actorOf } from './person.ts';
import { optionTypes } from './register.ts';
import { cutLine } from './text.ts';

type Choice = { name: string; value: string | number };

/** Offers values for the field being typed; nothing when the person may not use the command or it takes too long. */
export async function suggestChoices(
  interaction: AutocompleteInteraction,
  desk: Desk,
): Promise<void> {
  const found = findSuggestions(interaction, desk).catch((error: unknown) => {
    explain(error, desk.logBug);
    return [];
  });
  const tooLate = sleep(desk.deferMs, [], { ref: false });
  const suggestions = await Promise.race([found, tooLate]);
  const { type } = interaction.options.getFocused(true);
  await acknowledge(() => interaction.respond(choicesOf(suggestions, type)));
}

async function findSuggestions(
  interaction: AutocompleteInteraction,
  desk: Desk,
): Promise<Suggestion[]> {
  const command = desk.commands.get(interaction.commandName);
  const { role } = await actorOf(interaction, desk);
  if (!command || !mayAct(role, command.role)) return [];
  const { name, value } = interaction.options.getFocused(true);
  const field = fieldNamed(desk.commands, command.name, name);
  const choices = fieldOf(desk.commands, command.name, field)?.choices ?? [];
  if (choices.length === 0) return await desk.suggest(command.name, field, value);
  const fitting = choices.filter((one) => one.toLowerCase().includes(value.toLowerCase()));
  return fitting.map((one) => ({ label: one, value: one }));
}

/** What Discord takes: 25 at most, values of the option's kind that are short enough to come back whole. */
function choicesOf(
  suggestions: readonly Suggestion[],
  type: AutocompleteFocusedOption['type'],
): Choice[] {
  const choices = suggestions.flatMap(({ label, value }): Choice[] => {
    const own = Number(type) === optionTypes.text ? String(value) : Number(value);
    const isFitting =
      typeof own === 'number'
        ? String(value).trim() !== '' && Number.isFinite(own)
        : own !== '' && own.length <= limits.choiceText;
    return isFitting
      ? [{ name: cutLine(label, limits.choiceText) || String(own), value: own }]
      : [];
  });
  return choices.slice(0, limits.choices);
}
