import { expect, test } from 'vitest';
import { checkBody } from '../../../../src/sandbox/discord/rules/message.ts';
import { faultsOf, long, tooLong } from './faults.ts';

test.each<[string, object, string[]]>([
  ['2,000 characters', { content: long(2000) }, []],
  ['2,001 characters', { content: long(2001) }, tooLong],
  ['10 embeds', { embeds: Array(10).fill({ title: 'x' }) }, []],
  ['11 embeds', { embeds: Array(11).fill({ title: 'x' }) }, tooLong],
  ['a title of 257', { embeds: [{ title: long(257) }] }, tooLong],
  ['a description of 4,097', { embeds: [{ description: long(4097) }] }, tooLong],
  ['26 fields', { embeds: [{ fields: Array(26).fill({ name: 'a', value: 'b' }) }] }, tooLong],
  ['an empty field', { embeds: [{ fields: [{ name: 'a', value: '' }] }] }, ['BASE_TYPE_REQUIRED']],
  ['a field of 1,025', { embeds: [{ fields: [{ name: 'a', value: long(1025) }] }] }, tooLong],
  [
    '6,001 characters of embeds',
    { embeds: [{ description: long(4000) }, { description: long(2001) }] },
    ['MAX_EMBED_SIZE_EXCEEDED'],
  ],
  ['a nonce of 26', { nonce: long(26) }, tooLong],
  [
    'a picture from a file',
    { embeds: [{ image: { url: 'file:///x' } }] },
    ['URL_TYPE_INVALID_SCHEME'],
  ],
  [
    'mentions both parsed and listed',
    { allowed_mentions: { parse: ['users'], users: ['1'] } },
    ['MESSAGE_ALLOWED_MENTIONS_PARSE_EXCLUSIVE'],
  ],
])('message body: %s', (_name, body, expected) => {
  expect(faultsOf((faults) => checkBody(faults, { ...body }))).toEqual(expected);
});
