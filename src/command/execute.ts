import type { z } from 'zod';
import { messageOf, UserError } from '../errors.ts';
import { scrub } from '../log.ts';
import type { Services } from '../services.ts';
import { type Actor, mayAct } from './actor.ts';
import { recordAudit } from './audit.ts';
import { changes, type Command, type Input } from './definition.ts';
import type { Commands } from './discover.ts';
import { nearest } from './near.ts';
import type { Reply } from './reply.ts';

export type Call = {
  command: string;
  input: Record<string, unknown>;
  actor: Actor;
  /** The caller may only look: a call that would change something is refused. */
  readOnly?: boolean;
  /** Where in a chat it was asked for: what is said there next may lean on the answer. */
  place?: string;
};
export type Done = { command: Command; output: unknown; reply: Reply };

/** The only way in: finds the command, checks the role, reads the input, runs, shows, and writes who did it. */
export type Execute = (call: Call) => Promise<Done>;

export function createExecute(commands: Commands, services: Services): Execute {
  return async (call) => {
    const { command, input } = await prepareOrNote(commands, call, services);
    const isChange = changes(command, input);
    if (isChange && call.readOnly) refuseChange(command);
    const output = isChange
      ? await runChange(command, input, call.actor, services)
      : await command.run(input, {
          actor: call.actor,
          services,
          em: services.em(),
          now: services.now(),
        });
    return { command, output, reply: command.view(output) };
  };
}

/** Whoever asks for what their role does not allow stands in the audit, without what they sent along. */
async function prepareOrNote(commands: Commands, call: Call, services: Services) {
  try {
    return prepare(commands, call);
  } catch (error) {
    if (error instanceof UserError && error.code === 'not_allowed') {
      const { actor, command } = call;
      const entry = { actor, command, input: {}, outcome: error.code, detail: error.message };
      await recordAudit(services.em(), entry);
    }
    throw error;
  }
}

/** The command of a call and its input, once the caller may have it; throws UserError. */
export function prepare(
  commands: Commands,
  { command: name, input, actor }: Pick<Call, 'command' | 'input' | 'actor'>,
): { command: Command; input: z.output<Input> } {
  const command = findCommand(commands, name);
  checkRole(command, actor);
  return { command, input: readInput(command, input) };
}

/** The work and its audit row are committed together; a refused or failed change leaves its own row. */
async function runChange(
  command: Command,
  input: z.output<Input>,
  actor: Actor,
  services: Services,
): Promise<unknown> {
  const entry = { actor, command: command.name, input: keptInput(command, input) };
  try {
    return await services.em().transactional(async (em) => {
      const output = await command.run(input, { actor, services, em, now: services.now() });
      await recordAudit(em, { ...entry, outcome: 'done' });
      return output;
    });
  } catch (error) {
    const outcome = error instanceof UserError ? error.code : 'failed';
    const detail = scrub(messageOf(error), services.config.secrets);
    await recordAudit(services.em(), { ...entry, outcome, detail });
    throw error;
  }
}

/** What a file may fill is not kept: it is long, and a file of another program may hold its secrets. */
export function keptInput({ attached }: Command, input: z.output<Input>): z.output<Input> {
  const text = attached && input[attached];
  if (!attached || typeof text !== 'string') return input;
  return { ...input, [attached]: `(${text.length} characters)` };
}

function findCommand(commands: Commands, name: string): Command {
  const command = commands.get(name);
  if (command) return command;
  const near = nearest(name, commands.keys());
  const hint = near ? `Did you mean "${near}"? "help" lists all.` : 'Type "help" for the list.';
  throw new UserError('unknown_command', `There is no command "${name.slice(0, 40)}".`, hint);
}

function refuseChange({ name }: Command): never {
  throw new UserError(
    'bad_input',
    `"${name}" with this input changes something.`,
    'Leave out what changes, or call it with POST.',
  );
}

function checkRole(command: Command, actor: Actor): void {
  if (mayAct(actor.role, command.role)) return;
  throw new UserError(
    'not_allowed',
    `"${command.name}" needs the role ${command.role}; you are ${actor.role}.`,
    'Ask an owner of this bot to give you that role.',
  );
}

function readInput(command: Command, raw: Record<string, unknown>): z.output<Input> {
  // PostgreSQL takes no NUL in a text.
  const given = Object.entries(raw).map(([name, value]) => [
    name,
    typeof value === 'string' ? value.replaceAll('\0', '') : value,
  ]);
  const parsed = command.input.safeParse(Object.fromEntries(given));
  if (parsed.success) return parsed.data;
  throw new UserError(
    'bad_input',
    parsed.error.issues.map((issue) => problem(command, issue)).join('; '),
    `Usage: ${usage(command)}`,
  );
}

function problem(command: Command, issue: z.core.$ZodIssue): string {
  if (issue.code === 'unrecognized_keys') {
    const known = Object.keys(command.input.shape).join(', ') || 'none';
    return `"${command.name}" has no option ${issue.keys.map((key) => `"${key}"`).join(', ')} (options: ${known}; text with ":" or "=" belongs in quotes)`;
  }
  return `${issue.path.join('.')}: ${issue.message}`;
}

/** How the command is called: `approve <proposal> [override]`. */
export function usage(command: Command): string {
  const words = Object.entries(command.input.shape).map(([name, field]) =>
    field.safeParse(undefined).success ? `[${name}]` : `<${name}>`,
  );
  return [command.name, ...words].join(' ');
}
