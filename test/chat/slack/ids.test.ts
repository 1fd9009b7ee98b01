import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  decodeValue,
  encode,
  encodeValue,
  parse,
  readPick,
  readPress,
} from '../../../src/chat/slack/ids.ts';
import { UserError } from '../../../src/errors.ts';

const name = fc.stringMatching(/^[a-z][a-z0-9]{0,10}$/);
const text = fc.string({ unit: 'grapheme' });
const input = fc.dictionary(name, fc.oneof(text, fc.integer(), fc.boolean()));
const question = fc.record(
  { field: name, label: text, choices: fc.array(text) },
  { requiredKeys: ['field', 'label'] },
);
const press = fc.record(
  { runs: name, input, title: text, asks: fc.array(question) },
  { requiredKeys: ['runs', 'input'] },
);

test('what a button or a select carries is read back as it was, without a character Slack turns into an entity', () => {
  fc.assert(
    fc.property(press, name, text, (call, field, value) => {
      const pick = { runs: call.runs, input: call.input, field };

      expect(readPress(parse(encode(call)))).toEqual(call);
      expect(readPick(parse(encode(pick)))).toEqual(pick);
      expect(decodeValue(encodeValue(value))).toBe(value);
      expect(encode(call) + encode(pick) + encodeValue(value)).not.toMatch(/[&<>]/);
    }),
  );
});

test.each([
  '',
  'v1:approve:12',
  'null',
  '[]',
  '{}',
  '{"runs":"approve"}',
  '{"runs":"Approve it","input":{}}',
  '{"runs":"approve","input":[1]}',
  '{"runs":"approve","input":{"proposal":{"a":1}}}',
  '{"runs":"approve","input":{},"actor":"owner"}',
  '{"runs":"approve","input":{},"asks":[{"field":"a b","label":"x"}]}',
  '{"runs":"approve","input":{},"asks":[{"field":"a","label":"x","choices":[1]}]}',
])('%j is no press', (value) => {
  expect(() => readPress(parse(value))).toThrow(UserError);
});

test('any text is a press or a typed error', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.json()), (value) => {
      expect(outcomeOf(value)).toBe('known');
    }),
  );
});

function outcomeOf(value: string): string {
  try {
    readPress(parse(value));
    return 'known';
  } catch (error) {
    return error instanceof UserError ? 'known' : String(error);
  }
}
