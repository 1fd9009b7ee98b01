import { isObject } from '../../http.ts';
import { optionTypes as types } from '../commands.ts';
import { at, checkObjects, checkOneOf, checkText, type FormFaults } from '../form.ts';

type Json = Record<string, unknown>;

const namePattern = /^[-_'\p{L}\p{N}\p{sc=Deva}\p{sc=Thai}]{1,32}$/u;
const totalLimit = 8000;
const chatInput = 1;

/** One command with all its options, choices and sub-commands. */
export function checkCommand(faults: FormFaults, path: string, command: Json): void {
  const { type = chatInput, name } = command;
  checkOneOf(faults, at(path, 'type'), type, [1, 2, 3]);
  if (type !== chatInput) {
    checkText(faults, at(path, 'name'), name, { min: 1, max: 32 });
    return;
  }
  checkName(faults, path, name);
  checkText(faults, at(path, 'description'), command['description'], { min: 1, max: 100 });
  checkOptions(
    faults,
    path,
    command,
    [...Array(11).keys()].map((index) => index + 1),
  );
  const characters = countCharacters(command);
  if (characters > totalLimit) {
    const message = `Command exceeds maximum size (${characters} of ${totalLimit})`;
    faults.push({ path, code: 'APPLICATION_COMMAND_TOO_LARGE', message });
  }
  checkMemberPermissions(faults, path, command['default_member_permissions']);
}

function checkName(faults: FormFaults, path: string, name: unknown): void {
  const place = at(path, 'name');
  if (!checkText(faults, place, name, { min: 1, max: 32 })) return;
  if (namePattern.test(name) && name === name.toLowerCase()) return;
  const message = 'Command name is invalid';
  faults.push({ path: place, code: 'APPLICATION_COMMAND_INVALID_NAME', message });
}

function checkOptions(faults: FormFaults, path: string, parent: Json, allowed: number[]): void {
  const place = at(path, 'options');
  const options = checkObjects(faults, place, parent['options'], { max: 25 });
  const names = new Set<unknown>();
  let optionalSeen = false;
  for (const { path: own, value: option } of options) {
    checkName(faults, own, option['name']);
    checkText(faults, at(own, 'description'), option['description'], { min: 1, max: 100 });
    checkOneOf(faults, at(own, 'type'), option['type'], allowed);
    if (names.has(option['name'])) {
      const message = 'Option names must be unique';
      faults.push({ path: own, code: 'APPLICATION_COMMAND_OPTIONS_NAME_ALREADY_EXISTS', message });
    }
    names.add(option['name']);
    if (option['required'] === true && optionalSeen) {
      const message = 'Required options must be placed before non-required options';
      faults.push({ path: own, code: 'APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID', message });
    }
    optionalSeen ||= option['required'] !== true;
    checkOption(faults, own, option);
  }
  checkMixture(
    faults,
    place,
    options.map(({ value }) => Number(value['type'])),
  );
}

function checkOption(faults: FormFaults, path: string, option: Json): void {
  const values = [3, 4, 5, 6, 7, 8, 9, 10, 11];
  if (option['type'] === types.group) return checkOptions(faults, path, option, [types.subCommand]);
  if (option['type'] === types.subCommand) return checkOptions(faults, path, option, values);
  const place = at(path, 'choices');
  const choices = checkObjects(faults, place, option['choices'], { max: 25 });
  for (const { path: own, value: choice } of choices) {
    checkText(faults, at(own, 'name'), choice['name'], { min: 1, max: 100 });
    if (typeof choice['value'] !== 'number') {
      checkText(faults, at(own, 'value'), choice['value'], { min: 1, max: 100 });
    }
  }
  if (option['autocomplete'] === true && choices.length > 0) {
    const message = 'Autocomplete and choices exclude each other';
    faults.push({ path: place, code: 'APPLICATION_COMMAND_OPTIONS_AUTOCOMPLETE_CHOICES', message });
  }
}

function checkMixture(faults: FormFaults, path: string, kinds: number[]): void {
  const nested = kinds.filter((kind) => kind === types.subCommand || kind === types.group).length;
  if (nested === 0 || nested === kinds.length) return;
  const message = 'Sub-commands and sub-command groups cannot stand beside other options';
  faults.push({ path, code: 'APPLICATION_COMMAND_OPTIONS_TYPE_INVALID', message });
}

function checkMemberPermissions(faults: FormFaults, path: string, value: unknown): void {
  if (value === undefined || value === null) return;
  if (typeof value === 'string' && /^\d+$/.test(value)) return;
  const message = 'A set of bits as a decimal string';
  const place = at(path, 'default_member_permissions');
  faults.push({ path: place, code: 'PERMISSIONS_INVALID', message });
}

/** Names, descriptions and choice values of the command and everything in it. */
function countCharacters(part: Json): number {
  const own = [part['name'], part['description'], part['value']]
    .filter((text) => typeof text === 'string')
    .reduce((sum, text) => sum + text.length, 0);
  const inside = [part['options'], part['choices']].flatMap((list): unknown[] =>
    Array.isArray(list) ? list : [],
  );
  return inside.filter(isObject).reduce((sum, entry) => sum + countCharacters(entry), own);
}
