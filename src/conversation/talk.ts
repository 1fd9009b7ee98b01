import type { EntityManager } from '@mikro-orm/postgresql';
import { changes } from '../command/definition.ts';
import type { Commands } from '../command/discover.ts';
import { type Execute, prepare } from '../command/execute.ts';
import type { Button } from '../command/reply.ts';
import type { Said, Talk, Told } from '../command/talk.ts';
import { keepCard } from './card.ts';
import { englishReplies as replies } from './english/replies.ts';
import { findNames } from './find-names.ts';
import { lineOf } from './line.ts';
import { type Meaning, understand } from './match.ts';
import { recall, remember } from './memory.ts';
import type { Name } from './names.ts';
import type { Call, State } from './state.ts';
import { type Vocabulary } from './vocabulary.ts';
import { fold } from './words.ts';

export type TalkOptions = {
  commands: Commands;
  execute: Execute;
  em: () => EntityManager;
  now: () => Date;
  vocabulary: Vocabulary;
  /** The values of fields that take one of a list: jobs, settings. */
  options: Readonly<Record<string, readonly string[]>>;
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
  if (meaning.kind === 'unsure' && meaning.readings.length > 0) {
    return offer(heard, meaning.readings, options);
  }
  return startsWithCommand(heard.line, options.commands)
    ? null
    : { reply: replies.notUnderstood(), isPrivate: false };
}

function startsWithCommand(line: string, commands: Commands): boolean {
  return commands.has((line.trim().split(/\s/)[0] ?? '').replace(/^\//, '').toLowerCase());
}

/** Reads are answered at once; anything else waits for a press, whoever or whatever chose the words. */
async function carryOut(
  said: Said & { names: readonly Name[] },
  calls: readonly Call[],
  options: TalkOptions,
): Promise<Told> {
  const { commands, execute } = options;
  const { actor, place } = said;
  const prepared = calls.map((call) => prepare(commands, { ...call, actor }));
  const secret = prepared.find(({ command }) => command.visibility === 'private')?.command;
  if (secret && !said.canBePrivate) {
    return { reply: replies.onlyPrivately(secret.name), isPrivate: false };
  }
  const [only] = calls;
  const isLook = prepared.every(({ command, input }) => !changes(command, input));
  if (only && calls.length === 1 && isLook) {
    const { reply } = await execute({ ...only, actor, place, readOnly: true });
    return { reply, isPrivate: secret !== undefined };
  }
  const told = await askFirst(said, calls, options);
  return { ...told, isPrivate: secret !== undefined };
}

async function askFirst(
  said: Said & { names: readonly Name[] },
  calls: readonly Call[],
  { em, now }: TalkOptions,
): Promise<Told> {
  const card = await keepCard(em(), said, { words: said.line, calls }, now());
  const state: State = { call: null, items: [], more: null, readings: [], card };
  await remember(em(), said, state, now());
  const about = calls.flatMap((call) => aboutOf(call, said.names));
  return { reply: replies.shallI(calls.map(lineOf), about, cardButtons(card)), isPrivate: false };
}

function cardButtons(card: number): Button[] {
  const button = { runs: 'confirm', input: { card } } as const;
  return [
    { ...button, label: replies.confirm, style: 'primary' },
    { ...button, label: replies.cancel, input: { card, answer: 'no' }, style: 'default' },
  ];
}

/** What a number in a call stands for, as far as it is known. */
function aboutOf({ input }: Call, names: readonly Name[]): string[] {
  return names.flatMap(({ kind, id, name, by }) =>
    input[kind] === id ? [`${kind} ${id}: ${name}${by ? ` by ${by}` : ''}`] : [],
  );
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
