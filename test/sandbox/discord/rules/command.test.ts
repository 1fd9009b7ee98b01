import { expect, test } from 'vitest';
import { checkCommand } from '../../../../src/sandbox/discord/rules/command.ts';
import { faultsOf, long, tooLong } from './faults.ts';

const textOption = (name: string, extra: object = {}) => ({
  type: 3,
  name,
  description: 'd',
  ...extra,
});
const sub = (...options: object[]) => ({ type: 1, name: 'sub', description: 'd', options });
const choices = (count: number) =>
  Array.from({ length: count }, (_, index) => ({ name: `c${index}`, value: `v${index}` }));
const invalidName = ['APPLICATION_COMMAND_INVALID_NAME'];

test.each<[string, object, string[]]>([
  ['a plain one', {}, []],
  ['capitals', { name: 'Vip' }, invalidName],
  ['a space in the name', { name: 'two words' }, invalidName],
  ['letters of any script', { name: 'größe-ñ' }, []],
  ['a name of 33', { name: long(33) }, ['BASE_TYPE_MAX_LENGTH', ...invalidName]],
  ['a description of 101', { description: long(101) }, tooLong],
  ['no description', { description: '' }, ['BASE_TYPE_REQUIRED']],
  [
    '26 options',
    { options: Array.from({ length: 26 }, (_, index) => textOption(`o${index}`)) },
    tooLong,
  ],
  ['26 choices', { options: [textOption('a', { choices: choices(26) })] }, tooLong],
  [
    'a choice value of 101',
    { options: [textOption('a', { choices: [{ name: 'x', value: long(101) }] })] },
    tooLong,
  ],
  [
    'required after optional',
    { options: [textOption('a'), textOption('b', { required: true })] },
    ['APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID'],
  ],
  [
    'autocomplete with choices',
    { options: [textOption('a', { autocomplete: true, choices: choices(1) })] },
    ['APPLICATION_COMMAND_OPTIONS_AUTOCOMPLETE_CHOICES'],
  ],
  [
    'an option name twice',
    { options: [textOption('a'), textOption('a')] },
    ['APPLICATION_COMMAND_OPTIONS_NAME_ALREADY_EXISTS'],
  ],
  [
    'a group of sub-commands',
    { options: [{ type: 2, name: 'g', description: 'd', options: [sub(textOption('a'))] }] },
    [],
  ],
  ['a sub-command in a sub-command', { options: [sub(sub())] }, ['BASE_TYPE_CHOICES']],
  [
    'a sub-command beside an option',
    { options: [sub(), textOption('a')] },
    ['APPLICATION_COMMAND_OPTIONS_TYPE_INVALID'],
  ],
  [
    '8,001 characters',
    {
      options: Array.from({ length: 25 }, (_, index) =>
        textOption(`o${index}`, {
          choices: Array.from({ length: 3 }, (__, at) => ({
            name: `${at}${long(99)}`,
            value: `${at}${long(9)}`,
          })),
        }),
      ),
    },
    ['APPLICATION_COMMAND_TOO_LARGE'],
  ],
  ['rights that are no bits', { default_member_permissions: 'ADMIN' }, ['PERMISSIONS_INVALID']],
])('command: %s', (_name, extra, expected) => {
  const command = { name: 'vip', description: 'How long VIP lasts', ...extra };

  expect(faultsOf((faults) => checkCommand(faults, '', command))).toEqual(expected);
});
