import type { ApiCall, ApiRoute } from '../api.ts';
import type { Command, CommandOption } from '../commands.ts';
import { objectOf } from '../draft.ts';
import { at, checkObjects, type FormFaults, refuseFaults, textOf } from '../form.ts';
import { refuse } from '../refusal.ts';
import { checkCommand } from '../rules/command.ts';

type Scope = 'global' | 'guild';
type Json = Record<string, unknown>;

/** How many commands of a kind a scope holds: chat input, user, message. */
const scopeLimits: Record<number, number> = { 1: 100, 2: 15, 3: 15 };
const createsPerDay = 200;
const dayMs = 24 * 3_600_000;

export const commandRoutes: ApiRoute[] = [
  ...routesFor('global', '/applications/:application/commands'),
  ...routesFor('guild', '/applications/:application/guilds/:guild/commands'),
];

function routesFor(scope: Scope, path: string): ApiRoute[] {
  const one = `${path}/:command`;
  return [
    { method: 'GET', path, answer: (call) => bookOf(call, scope) },
    { method: 'PUT', path, answer: (call) => replaceAll(call, scope) },
    { method: 'POST', path, answer: (call) => save(call, scope, 'POST', objectOf(call.body)) },
    { method: 'GET', path: one, answer: (call) => find(call, scope) },
    {
      method: 'PATCH',
      path: one,
      answer: (call) =>
        save(call, scope, 'PATCH', { ...find(call, scope), ...objectOf(call.body) }),
    },
    {
      method: 'DELETE',
      path: one,
      answer: (call) => {
        const command = find(call, scope);
        bookOf(call, scope).splice(bookOf(call, scope).indexOf(command), 1);
        noteWrite(call, scope, 'DELETE');
      },
    },
  ];
}

function bookOf({ state, part }: ApiCall, scope: Scope): Command[] {
  const application = part('application');
  if (application !== state.applicationId) refuse('unknown-application', application);
  if (scope === 'guild' && part('guild') !== state.guild.id) {
    refuse('missing-access', `guild ${part('guild')}`);
  }
  return state.commands[scope];
}

function find(call: ApiCall, scope: Scope): Command {
  const id = call.part('command');
  return bookOf(call, scope).find((one) => one.id === id) ?? refuse('unknown-command', id);
}

function replaceAll(call: ApiCall, scope: Scope): Command[] {
  const book = bookOf(call, scope);
  const faults: FormFaults = [];
  const given = checkObjects(faults, '', call.body, { max: 130 });
  for (const { path, value } of given) checkCommand(faults, path, value);
  checkNames(
    faults,
    given.map(({ value }) => value),
  );
  refuseFaults(faults);
  const commands = given.map(({ value }) => commandOf(call, scope, value));
  refuseTooMany(commands);
  noteCreates(call, commands.filter(({ id }) => !book.some((one) => one.id === id)).length);
  book.splice(0, book.length, ...commands);
  noteWrite(call, scope, 'PUT');
  return book;
}

function save(call: ApiCall, scope: Scope, method: string, value: Json): Command {
  const book = bookOf(call, scope);
  const faults: FormFaults = [];
  checkCommand(faults, '', value);
  refuseFaults(faults);
  const command = commandOf(call, scope, value);
  const rest = book.filter(({ id }) => id !== command.id);
  refuseTooMany([...rest, command]);
  noteCreates(call, book.length === rest.length ? 1 : 0);
  book.splice(0, book.length, ...rest, command);
  noteWrite(call, scope, method);
  return command;
}

/** The same name and type is the same command and keeps its id. */
function commandOf(call: ApiCall, scope: Scope, value: Json): Command {
  const { state } = call;
  const { name, type = 1, contexts, default_member_permissions: permissions } = value;
  const same = (one: Command) => one.id === value['id'] || (one.name === name && one.type === type);
  return {
    id: bookOf(call, scope).find(same)?.id ?? state.newId(),
    application_id: state.applicationId,
    version: state.newId(),
    type: Number(type),
    name: textOf(name),
    description: textOf(value['description']),
    options: (value['options'] ?? []) as CommandOption[],
    default_member_permissions: typeof permissions === 'string' ? permissions : null,
    contexts: Array.isArray(contexts) ? (contexts as number[]) : null,
    nsfw: value['nsfw'] === true,
    ...(scope === 'guild' && { guild_id: state.guild.id }),
  };
}

function checkNames(faults: FormFaults, values: Json[]): void {
  const seen = new Set<string>();
  for (const [index, value] of values.entries()) {
    const key = `${textOf(value['type'] ?? 1)} ${textOf(value['name'])}`;
    if (seen.has(key)) {
      const message = 'Application command names must be unique';
      const code = 'APPLICATION_COMMANDS_DUPLICATE_NAME';
      faults.push({ path: at('', index), code, message });
    }
    seen.add(key);
  }
}

function refuseTooMany(commands: Command[]): void {
  for (const [type, limit] of Object.entries(scopeLimits)) {
    const count = commands.filter((one) => one.type === Number(type)).length;
    if (count > limit) refuse('too-many-commands', `${count} of type ${type}`);
  }
}

function noteCreates({ state }: ApiCall, count: number): void {
  const { creates } = state.commands;
  const now = state.now();
  const today = creates.filter(({ at: made }) => now.getTime() - made.getTime() < dayMs).length;
  if (count > 0 && today + count > createsPerDay) {
    refuse('too-many-command-creates', `${today + count} within a day`);
  }
  for (let made = 0; made < count; made += 1) creates.push({ at: now });
}

function noteWrite({ state }: ApiCall, scope: Scope, method: string): void {
  state.commands.writes.push({ method, scope, at: state.now() });
}
