import { expect, test } from 'vitest';
import { messageFlags } from '../../../../src/sandbox/discord/message.ts';
import { checkFace } from '../../../../src/sandbox/discord/rules/message.ts';
import { button, faultsOf, long, row, tooLong } from './faults.ts';

const text = (content = 'x') => ({ type: 10, content });
const container = (...components: object[]) => ({ type: 17, components });
const section = (texts: number, accessory?: object) => ({
  type: 9,
  components: Array(texts).fill(text()),
  accessory,
});

test.each<[string, unknown[], string[]]>([
  ['40 components', [container(...Array(39).fill(text()))], []],
  ['41 components', [container(...Array(40).fill(text()))], tooLong],
  ['4,001 characters of text', [text(long(2000)), text(long(2001))], tooLong],
  ['a section with a button', [section(3, button())], []],
  ['a section of 4 texts', [section(4, button())], tooLong],
  ['a section without accessory', [section(1)], ['BASE_TYPE_REQUIRED']],
  ['a container in a container', [container(container(text()))], ['BASE_TYPE_CHOICES']],
  ['a bare button', [button()], ['BASE_TYPE_CHOICES']],
  [
    '11 pictures',
    [{ type: 12, items: Array(11).fill({ media: { url: 'https://x.org/a.png' } }) }],
    tooLong,
  ],
  [
    'a picture that was not uploaded',
    [{ type: 12, items: [{ media: { url: 'attachment://a.png' } }] }],
    ['UNFURLED_MEDIA_ITEM_REFERENCED_ATTACHMENT_NOT_FOUND'],
  ],
  [
    'custom ids repeated across containers',
    [container(row(button({ custom_id: 'a' }))), row(button({ custom_id: 'a' }))],
    ['COMPONENT_CUSTOM_ID_DUPLICATED'],
  ],
])('version 2: %s', (_name, components, expected) => {
  const flags = messageFlags.componentsV2;
  const face = { content: '', embeds: [], components: components as never, attachments: [], flags };

  expect(faultsOf((faults) => checkFace(faults, face))).toEqual(expected);
});

test('version 2 takes neither content nor embeds beside it', () => {
  const components = [text()] as never;
  const flags = messageFlags.componentsV2;
  const face = { content: 'x', embeds: [{ title: 'x' }], components, attachments: [], flags };

  expect(faultsOf((faults) => checkFace(faults, face))).toEqual([
    'MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2',
  ]);
});
