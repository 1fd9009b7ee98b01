import type { EntityManager } from '@mikro-orm/postgresql';
import { changes } from '../command/definition.ts';
import type { Commands } from '../command/discover.ts';
import { type Execute, prepare } from '../command/execute.ts';
import type { Button } from '../command/reply.ts';
import type { Said, Told } from '../command/talk.ts';
import { keepCard } from './card.ts';
import { englishReplies as replies } from './english/replies.ts';
import { lineOf } from './line.ts';
import { remember } from './memory.ts';
import type { Name } from './names.ts';
import type { Call, State } from './state.ts';

/** What it takes to do something for a person. */
export type Door = {
  commands: Commands;
  execute: Execute;
  em: () => EntityManager;
  now: () => Date;
};

/** Reads are answered at once; anything else waits for a press, whoever or whatever chose the words. */
export async function carryOut(
  said: Said & { names: readonly Name[] },
  calls: readonly Call[],
  options: Door,
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
  { em, now }: Door,
): Promise<Told> {
  const card = await keepCard(em(), said, { words: said.line, calls }, now());
  const state: State = { call: null, items: [], more: null, readings: [], card };
  await remember(em(), said, state, now());
  const about = calls.flatMap((call) => aboutOf(call, said.names));
  return { reply: replies.shallI(calls.map(lineOf), about, cardButtons(card)), isPrivate: false };
}

export function cardButtons(card: number): Button[] {
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
