import { expect, test } from 'vitest';
import { z } from 'zod';
import type { Actor, Role } from '../../src/command/actor.ts';
import { type Command, defineCommand } from '../../src/command/definition.ts';
import { createExecute, usage } from '../../src/command/execute.ts';
import { say } from '../../src/command/reply.ts';
import { loadConfig } from '../../src/config.ts';
import { UserError } from '../../src/errors.ts';
import type { Services } from '../../src/services.ts';
import { storableJson } from '../../src/storable.ts';
import { useDatabase } from '../support/use-database.ts';

const { em } = useDatabase();
const now = new Date('2026-06-15T12:00:00Z');
const steps: string[] = [];

const look = defineCommand({
  name: 'look',
  description: 'Looks at a setting',
  role: 'viewer',
  effect: 'read',
  visibility: 'private',
  input: z.strictObject({
    name: z.string().max(40),
    times: z.int().min(1).default(1),
    loud: z.boolean().optional(),
  }),
  run: async ({ name, times }, context) => ({ name, times, at: context.now }),
  view: ({ name, times }) => say(`${name} × ${times}`, 'seen'),
});

/** Writes a setting; then fails in the way it is asked to. */
const keep = defineCommand({
  name: 'keep',
  description: 'Keeps a setting',
  role: 'operator',
  effect: 'change',
  visibility: 'channel',
  input: z.strictObject({
    value: z.string(),
    fails: z.enum(['refused', 'bug', 'database']).optional(),
  }),
  async run({ value, fails }, { em: unit, actor }) {
    steps.push('run');
    await unit.execute('insert into settings (name, value, updated_by) values (?, ?::jsonb, ?)', [
      value,
      storableJson(value),
      actor.name,
    ]);
    if (fails === 'refused') throw new UserError('conflict', 'It is taken.', 'Take another.');
    if (fails === 'bug') throw new Error('no such thing as hunter2hunter2\0');
    if (fails === 'database') await unit.execute('select * from no_such_table');
    return { value };
  },
  view({ value }) {
    steps.push('view');
    return say('Kept', value, 'ok');
  },
});

const bring = defineCommand({
  name: 'bring',
  description: 'Takes a file',
  role: 'member',
  effect: 'change',
  visibility: 'private',
  input: z.strictObject({ text: z.string() }),
  attached: 'text',
  run: async ({ text }) => text.length,
  view: () => say('Done', ''),
});

const services = {
  config: loadConfig({ MAM_ID: 'hunter2hunter2' }),
  em,
  now: () => now,
} as unknown as Services;
const commands = new Map([look, keep, bring].map((command) => [command.name, command as Command]));
const execute = createExecute(commands, services);

function call(command: string, input: Record<string, unknown> = {}, role: Role = 'owner') {
  const actor: Actor = { id: '7', name: 'Ada', platform: 'discord', role };
  return execute({ command, input, actor });
}

const settings = () => em().execute('select name, updated_by from settings');
const audit = () =>
  em().execute(
    'select actor_id, actor_name, platform, command, input, outcome, detail from audit order by id',
  );
const byAda = { actor_id: '7', actor_name: 'Ada', platform: 'discord', command: 'keep' };

test('a read answers its data and its view, and leaves no trace', async () => {
  const done = await call('look', { name: 'A', times: 2 }, 'viewer');

  expect(done.command).toBe(look);
  expect(done.output).toEqual({ name: 'A', times: 2, at: now });
  expect(done.reply).toMatchObject({ title: 'A × 2' });
  expect(await audit()).toEqual([]);
});

test('a change is committed together with who did it', async () => {
  steps.length = 0;

  const done = await call('keep', { value: 'A' });

  expect(done.reply).toMatchObject({ title: 'Kept', tone: 'ok' });
  expect(steps).toEqual(['run', 'view']);
  expect(await settings()).toEqual([{ name: 'A', updated_by: 'Ada' }]);
  expect(await audit()).toEqual([
    { ...byAda, input: { value: 'A' }, outcome: 'done', detail: null },
  ]);
});

test.each([
  ['refused', 'It is taken.', 'conflict', 'It is taken.'],
  ['bug', 'no such thing', 'failed', 'no such thing as [hidden]'],
  ['database', 'no_such_table', 'failed', expect.stringContaining('no_such_table')],
])(
  'a change that is %s leaves nothing but its audit row',
  async (fails, message, outcome, detail) => {
    await expect(call('keep', { value: 'A', fails })).rejects.toThrow(message);

    expect(await settings()).toEqual([]);
    expect(await audit()).toEqual([{ ...byAda, input: { value: 'A', fails }, outcome, detail }]);
  },
);

test('a change that cannot be committed is written down as failed', async () => {
  await em().execute(
    `create function refuse() returns trigger language plpgsql as $$ begin raise 'too late'; end $$`,
  );
  await em().execute(
    `create constraint trigger late after insert on settings deferrable initially deferred
       for each row execute function refuse()`,
  );

  await expect(call('keep', { value: 'A' })).rejects.toThrow('too late');

  await em().execute('drop function refuse cascade');
  expect(await settings()).toEqual([]);
  expect(await audit()).toMatchObject([{ outcome: 'failed' }]);
});

test.each(['viewer', 'member'] as const)(
  'a %s may not call what needs an operator',
  async (role) => {
    await expect(call('keep', { value: 'A' }, role)).rejects.toMatchObject({
      code: 'not_allowed',
      message: `"keep" needs the role operator; you are ${role}.`,
    });

    expect(await settings()).toEqual([]);
    expect(await audit()).toEqual([
      {
        ...byAda,
        input: {},
        outcome: 'not_allowed',
        detail: `"keep" needs the role operator; you are ${role}.`,
      },
    ]);
  },
);

test.each(['operator', 'owner'] as const)('an %s may call what needs an operator', async (role) => {
  await call('keep', { value: 'A' }, role);

  expect(await settings()).toHaveLength(1);
});

test('the role is checked before the input is looked at', async () => {
  await expect(call('keep', { nonsense: 1 }, 'viewer')).rejects.toMatchObject({
    code: 'not_allowed',
  });
});

test.each([
  ['loook', 'Did you mean "look"? "help" lists all.'],
  ['lok', 'Did you mean "look"? "help" lists all.'],
  ['kepe', 'Did you mean "keep"? "help" lists all.'],
  ['dance', 'Type "help" for the list.'],
  ['', 'Type "help" for the list.'],
  ['__proto__', 'Type "help" for the list.'],
])('an unknown command "%s" is answered with a way on', async (name, hint) => {
  await expect(call(name)).rejects.toMatchObject({
    code: 'unknown_command',
    message: `There is no command "${name}".`,
    hint,
  });
});

test.each([
  [{}, /^name: /],
  [{ name: 'A', times: 0 }, /^times: /],
  [{ name: 'A', times: 'two' }, /^times: /],
  [{ name: 1, times: 0.5 }, /^name: .*; times: /],
  [
    { name: 'A', lout: true },
    /^"look" has no option "lout" \(options: name, times, loud; text with/,
  ],
  [JSON.parse('{"name":"A","__proto__":1}'), /^"look" has no option "__proto__"/],
])('input that cannot be read is named with the usage: %j', async (input, message) => {
  await expect(call('look', input)).rejects.toMatchObject({
    code: 'bad_input',
    message: expect.stringMatching(message),
    hint: 'Usage: look <name> [times] [loud]',
  });
});

test('a NUL in the input is left out, half a character does not keep the audit from being written', async () => {
  await call('keep', { value: 'Salt\0 Road' });
  await expect(call('keep', { value: '\ud83c', fails: 'refused' })).rejects.toThrow('It is taken.');

  expect(await settings()).toMatchObject([{ name: 'Salt Road' }]);
  expect(await audit()).toMatchObject([
    { input: { value: 'Salt Road' } },
    { input: { value: '\ufffd' }, outcome: 'conflict' },
  ]);
});

test('the usage shows what has to be given and what may be', () => {
  expect(usage(keep as Command)).toBe('keep <value> [fails]');
});

test('what a file may fill is not kept in the audit, only how long it was', async () => {
  await call('bring', { text: 'mam_id = "secret"' });

  expect(await audit()).toMatchObject([{ command: 'bring', input: { text: '(17 characters)' } }]);
});
