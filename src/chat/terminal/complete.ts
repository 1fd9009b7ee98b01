import type { Actor } from '../../command/actor.ts';
import { mayAct } from '../../command/actor.ts';
import type { Command } from '../../command/definition.ts';
import type { Commands } from '../../command/discover.ts';
import { shapeOf } from '../../command/field.ts';

/** What a person may mean by the letters typed so far into a field. */
export type Suggest = (field: string, text: string) => Promise<readonly string[]>;

export type Completion = {
  /** The end of the line that the candidates take the place of. */
  piece: string;
  candidates: string[];
};

const lastPiece = /(?:[a-z][\w-]*:)?"[^"]*$|\S*$/i;

/** The ways a typed line may go on: a command, an option of it, or a value. */
export async function complete(
  line: string,
  { commands, actor, suggest }: { commands: Commands; actor: Actor; suggest: Suggest },
): Promise<Completion> {
  const [piece = ''] = lastPiece.exec(line) ?? [];
  const before = line.slice(0, line.length - piece.length);
  const [first] = before.trim().split(/\s+/);
  if (!first) return { piece, candidates: commandNames(commands, actor, piece) };
  const command = commands.get(first.replace(/^\//, '').toLowerCase());
  if (!command || !mayAct(actor.role, command.role)) return { piece, candidates: [] };
  const [, field, typed] = /^([a-z][\w-]*):"?(.*)$/is.exec(piece) ?? [];
  if (field !== undefined && typed !== undefined) {
    const values = await valuesOf(command, field, typed, suggest);
    return { piece, candidates: values.map((value) => `${field}:${quoted(value)} `) };
  }
  const free = Object.keys(command.input.shape).filter((name) => !before.includes(` ${name}:`));
  const ofField: Suggest = async (field, text) =>
    field === 'command'
      ? commandNames(commands, actor, text).map((name) => name.trim())
      : suggest(field, text);
  const values = free[0] ? await valuesOf(command, free[0], unquoted(piece), ofField) : [];
  const options = free.filter((name) => name.startsWith(piece)).map((name) => `${name}:`);
  return { piece, candidates: [...values.map((value) => `${quoted(value)} `), ...options] };
}

function commandNames(commands: Commands, { role }: Actor, piece: string): string[] {
  const slash = piece.startsWith('/') ? '/' : '';
  return [...commands.values()]
    .filter((command) => mayAct(role, command.role))
    .map(({ name }) => `${slash}${name} `)
    .filter((name) => name.startsWith(piece.toLowerCase()));
}

async function valuesOf(
  { input }: Command,
  name: string,
  typed: string,
  suggest: Suggest,
): Promise<string[]> {
  const field = input.shape[name];
  if (!field) return [];
  const { kind, choices } = shapeOf(field);
  const known = kind === 'boolean' ? ['true', 'false'] : choices;
  const values = known.length > 0 ? known : await suggest(name, typed);
  return values.filter((value) => value.toLowerCase().startsWith(typed.toLowerCase()));
}

function quoted(value: string): string {
  return /\s/.test(value) ? `"${value}"` : value;
}

function unquoted(piece: string): string {
  return piece.replace(/^"/, '');
}
