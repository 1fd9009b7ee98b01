import type { APIModalInteractionResponseCallbackData } from 'discord.js';
import type { Commands } from '../../command/discover.ts';
import type { Reply } from '../../command/reply.ts';
import { type Asked, decodePress, type Press } from './ids.ts';
import { fieldOf } from '../common/fields.ts';
import { limits } from './limits.ts';
import { cutLine } from './text.ts';

// Discord's numbers as such: its package is loaded by the connection alone.
const labelType = 18;
const textInputType = 4;
const selectType = 3;
const oneLine = 1;

/** A press's only question as a menu, when its field is a choice; null when it takes a window. */
export function questionMenu(press: Press, commands: Commands): Reply | null {
  const [asked, ...more] = press.asks;
  if (!asked || more.length > 0) return null;
  const choices = fieldOf(commands, press.command, asked.field)?.choices ?? [];
  if (choices.length === 0) return null;
  const label = labelOf(press, asked, commands);
  const { command: runs, input } = press;
  const options = choices.map((choice) => ({ label: choice, value: choice }));
  const select = { label, runs, input, field: asked.field, options };
  return { title: label, tone: 'info', blocks: [{ kind: 'select', select }] };
}

/** Whether a press opens a window; one that cannot be read does not. */
export function asksInWindow(customId: string, commands: Commands): boolean {
  try {
    const press = decodePress(customId);
    return press.asks.length > 0 && questionMenu(press, commands) === null;
  } catch {
    return false;
  }
}

/** A press's questions as a window; sending it off comes back under the same id. */
export function questionWindow(
  id: string,
  press: Press,
  commands: Commands,
): APIModalInteractionResponseCallbackData {
  const title = commands.get(press.command)?.description ?? press.command;
  return {
    custom_id: id,
    title: cutLine(title, limits.modalTitle),
    components: press.asks.slice(0, limits.modalQuestions).map((asked) => ({
      type: labelType,
      label: cutLine(labelOf(press, asked, commands), limits.questionLabel) || asked.field,
      component: inputFor(press, asked, commands),
    })),
  };
}

/** A single question is what the button was pressed for; among several, optional ones may stay empty. */
function inputFor(press: Press, { field }: Asked, commands: Commands) {
  const shape = fieldOf(commands, press.command, field);
  const required = press.asks.length === 1 || shape?.isRequired !== false;
  const choices = shape?.choices.slice(0, limits.selectOptions) ?? [];
  if (choices.length === 0) {
    const max_length = limits.textAnswer;
    return { type: textInputType, custom_id: field, style: oneLine, required, max_length } as const;
  }
  const options = choices.map((choice) => ({ label: choice, value: choice }));
  return { type: selectType, custom_id: field, required, options } as const;
}

function labelOf({ command }: Press, { field, label }: Asked, commands: Commands): string {
  return label ?? commands.get(command)?.input.shape[field]?.description ?? field;
}
