import { expect, test } from 'vitest';
import { checkFace } from '../../../../src/sandbox/discord/rules/message.ts';
import { button, faultsOf, long, option, row, tooLong } from './faults.ts';

const select = (count: number, extra: object = {}) => ({
  type: 3,
  custom_id: 'pick',
  options: Array.from({ length: count }, (_, index) => option(`o${index}`)),
  ...extra,
});
test.each<[string, unknown[], string[]]>([
  [
    '5 rows of 5 buttons',
    Array.from({ length: 5 }, () => row(...Array.from({ length: 5 }, () => button()))),
    [],
  ],
  ['6 rows', Array.from({ length: 6 }, () => row(button())), tooLong],
  ['6 buttons in a row', [row(...Array.from({ length: 6 }, () => button()))], tooLong],
  ['an empty row', [row()], ['BASE_TYPE_MIN_LENGTH']],
  ['a number twice', [row(button({ id: 7 }), button({ id: 7 }))], ['COMPONENT_ID_DUPLICATED']],
  ['a label of 81', [row(button({ label: long(81) }))], tooLong],
  ['no label', [row(button({ label: undefined }))], ['BASE_TYPE_REQUIRED']],
  ['a custom id of 101', [row(button({ custom_id: long(101) }))], tooLong],
  ['no custom id', [row(button({ custom_id: undefined }))], ['BASE_TYPE_REQUIRED']],
  [
    'the same custom id twice',
    [row(button({ custom_id: 'a' }), button({ custom_id: 'a' }))],
    ['COMPONENT_CUSTOM_ID_DUPLICATED'],
  ],
  ['a link', [row(button({ style: 5, url: 'https://x.org', custom_id: undefined }))], []],
  [
    'a link with a custom id',
    [row(button({ style: 5, url: 'https://x.org' }))],
    ['BUTTON_COMPONENT_CUSTOM_ID_AND_URL'],
  ],
  ['25 options', [row(select(25))], []],
  ['26 options', [row(select(26))], tooLong],
  ['no options', [row(select(0))], ['BASE_TYPE_MIN_LENGTH', 'SELECT_VALUES_OUT_OF_RANGE']],
  [
    'a value twice',
    [row(select(0, { options: [option('a'), option('a')] }))],
    ['SELECT_COMPONENT_OPTION_VALUE_DUPLICATED'],
  ],
  ['more values than options', [row(select(2, { max_values: 3 }))], ['SELECT_VALUES_OUT_OF_RANGE']],
  ['a placeholder of 151', [row(select(2, { placeholder: long(151) }))], tooLong],
  ['a select beside a button', [row(select(2), button())], ['COMPONENT_LAYOUT_WIDTH_EXCEEDED']],
  [
    'a container without the flag',
    [{ type: 17, components: [{ type: 10, content: 'x' }] }],
    ['BASE_TYPE_CHOICES', 'BASE_TYPE_REQUIRED'],
  ],
])('rows: %s', (_name, components, expected) => {
  const face = {
    content: '',
    embeds: [],
    components: components as never,
    attachments: [],
    flags: 0,
  };

  expect(faultsOf((faults) => checkFace(faults, face))).toEqual(expected);
});
