import type { Model } from '../clients/model/index.ts';
import { changes } from '../command/definition.ts';
import type { Commands } from '../command/discover.ts';
import type { Button } from '../command/reply.ts';
import type { Said, Talk, Told } from '../command/talk.ts';
import { answerByModel } from './answer-by-model.ts';
import { keepCard } from './card.ts';
import { cardButtons, carryOut, type Door } from './carry-out.ts';
import { englishReplies as replies } from './english/replies.ts';
import { findNames } from './find-names.ts';
import { lineOf } from './line.ts';
import { type Meaning, understand } from './match.ts';
import { recall, remember } from './memory.ts';
import type { Name } from './names.ts';
import type { Call, State } from './state.ts';
import type { Vocabulary } from './vocabulary.ts';
import { fold } from './words.ts';

export type TalkOptions = Door & {
  vocabulary: Vocabulary;
  /** The values of fields that take one of a list: jobs, settings. */
  options: Readonly<Record<string, readonly string[]>>;
  /** Asked when the words alone are not clear; null without one. */
  model: Model | null;
  modelMode: () => Promise<'off' | 'ask' | 'on'>;
};

type Heard = Said & { meaning: Meaning; names: readonly Name[] };

const longestText = 500;
/** What a button can carry on every surface. */
const longestInput = 60;

/** Plain language over the same commands. */
export function createTalk(options: TalkOptions): Talk {
  return async (said) => {
    const { em, now, vocabulary } = options;
    const line = said.line.slice(0, longestText);
    const state = await recall(em(), said, now());
    if (state?.card && isAnswer(line, vocabulary)) {
      return { reply: replies.pressInstead(cardButtons(state.card)), isPrivate: false };
    }
    const names = await findNames(em(), line, vocabulary);
    const meaning = understand(line, { ...options, names, state });
    return answer({ ...said, line, meaning, names }, options);
  };
}

function isAnswer(line: string, { language }: Vocabulary): boolean {
  return language.yes.includes(fold(line)) || fold(line) === 'no';
}

async function answer(heard: Heard, options: TalkOptions): Promise<Told | null> {
  const { meaning } = heard;
  if (meaning.kind === 'calls') return carryOut(heard, meaning.calls, options);
  const told =
    meaning.kind === 'unsure' && meaning.readings.length > 0
      ? await offer(heard, meaning.readings, options)
      : null;
  if (!told && startsWithCommand(heard.line, options.commands)) return null;
  const local = told ?? { reply: replies.notUnderstood(), isPrivate: false };
  const { model } = options;
  const mode = model ? await options.modelMode() : 'off';
  if (!model || mode === 'off') return local;
  if (mode === 'on') return answerByModel(heard, model, options, local);
  const card = await keepCard(options.em(), heard, { words: heard.line, calls: [] }, options.now());
  return { ...local, reply: replies.mayAskModel(local.reply, card, model.host) };
}

function startsWithCommand(line: string, commands: Commands): boolean {
  return commands.has((line.trim().split(/\s/)[0] ?? '').replace(/^\//, '').toLowerCase());
}

/** The readings as buttons; a change among them asks once more when it is pressed. */
async function offer(
  said: Heard,
  readings: readonly Call[],
  { commands, em, now }: TalkOptions,
): Promise<Told> {
  const buttons: Button[] = [];
  for (const call of readings) {
    const { command, input } = commandOf(call, commands);
    const isChange = command !== undefined && changes(command, input);
    if (isChange) {
      const card = await keepCard(em(), said, { words: said.line, calls: [call] }, now());
      const press = { runs: 'confirm', input: { card } };
      buttons.push({ ...press, label: lineOf(call), style: 'default' });
    } else if (JSON.stringify(call.input).length <= longestInput) {
      buttons.push({
        label: lineOf(call),
        runs: call.command,
        input: call.input,
        style: 'default',
      });
    }
  }
  if (buttons.length === 0) return { reply: replies.notUnderstood(), isPrivate: false };
  const state: State = { call: null, items: [], more: null, readings, card: null };
  await remember(em(), said, state, now());
  return { reply: replies.whichOne(buttons), isPrivate: false };
}

function commandOf(call: Call, commands: Commands) {
  const command = commands.get(call.command);
  return { command, input: command?.input.parse(call.input) ?? {} };
}
