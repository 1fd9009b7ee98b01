import { type FieldShape, readValue } from './field.ts';

export type Word = { text: string; isQuoted: boolean };
export type Fields = readonly (readonly [name: string, field: FieldShape])[];
export type Given = [name: string, value: unknown];

/**
 * Words without a name fill the fields in order. One field takes the rest of the line: the last
 * required text, else the last text, else the last choice. An optional field that cannot read a word
 * lets it pass to the next. Words with no place left come back under their own name.
 */
export function placeWords(words: readonly Word[], fields: Fields): Given[] {
  const given: Given[] = [];
  const rest = restOf(fields);
  const left = [...words];
  for (const [index, [name, field]] of fields.entries()) {
    const [word] = left;
    if (!word) break;
    if (index === rest && !word.isQuoted) {
      given.push(...takeTrailing(left, fields.slice(index + 1)));
      const text = left.map((one) => one.text).join(' ');
      return [...given, [name, readValue(field, text) ?? text]];
    }
    const value = readPlaced(name, field, word.text);
    if (value === undefined && !field.isRequired) continue;
    given.push([name, value ?? word.text]);
    left.shift();
  }
  return left.length === 0 ? given : [...given, unplaced(left)];
}

function restOf(fields: Fields): number {
  const all = fields.map(([, field]) => field);
  const requiredText = all.findLastIndex((field) => field.kind === 'text' && field.isRequired);
  if (requiredText >= 0) return requiredText;
  const text = all.findLastIndex((field) => field.kind === 'text');
  return text >= 0 ? text : all.findLastIndex((field) => field.kind === 'choice');
}

/** Cuts from the end what the later fields need or recognise: `series Land of Oz none`; leaves one word at least. */
function takeTrailing(left: Word[], later: Fields): Given[] {
  const given: Given[] = [];
  for (const [name, field] of [...later].reverse()) {
    const last = left.at(-1);
    if (!last || left.length < 2) break;
    const value = readPlaced(name, field, last.text);
    const isRecognised =
      field.kind === 'choice' ? value !== undefined : isSwitch(name, field, last.text);
    if (!field.isRequired && !isRecognised) continue;
    given.push([name, value ?? last.text]);
    left.pop();
  }
  return given;
}

/** A switch may also be turned on by its own name: `run library-scan confirm`. */
function readPlaced(name: string, field: FieldShape, text: string) {
  return isSwitch(name, field, text) ? true : readValue(field, text);
}

function isSwitch(name: string, field: FieldShape, text: string): boolean {
  return field.kind === 'boolean' && text.toLowerCase() === name.toLowerCase();
}

function unplaced(words: readonly Word[]): Given {
  const text = words.map((word) => word.text).join(' ');
  return [text.slice(0, 60), true];
}
