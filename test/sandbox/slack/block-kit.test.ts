import fc from 'fast-check';
import { expect, test } from 'vitest';
import { checkBlocks } from '../../../src/sandbox/slack/block-kit/blocks.ts';
import { messageBlocks } from '../../../src/sandbox/slack/block-kit/message.ts';
import { defaultManifest } from '../../../src/sandbox/slack/manifest.ts';
import { createWorkspace } from '../../../src/sandbox/slack/workspace.ts';

const workspace = createWorkspace(defaultManifest, () => new Date('2026-05-01T12:00:00Z'));

const x = (length: number) => 'x'.repeat(length);
const plain = (text: string) => ({ type: 'plain_text', text });
const mrkdwn = (text: string) => ({ type: 'mrkdwn', text });
const button = (more: object = {}) => ({ type: 'button', text: plain('Go'), ...more });
const actions = (...elements: object[]) => ({ type: 'actions', elements });
const section = (more: object = {}) => ({ type: 'section', text: mrkdwn('words'), ...more });
const option = (text: string, value = text) => ({ text: plain(text), value });
const select = (options: object[]) => ({ type: 'static_select', options });
const times = <T>(count: number, make: (index: number) => T) =>
  Array.from({ length: count }, (_, i) => make(i));
const table = (rows: number, columns: number, text = 'a') => ({
  type: 'table',
  rows: times(rows, () => times(columns, () => ({ type: 'raw_text', text }))),
});
const image = (more: object) => ({ type: 'image', alt_text: 'a cover', ...more });

test.each<[string, object[]]>([
  ['50 blocks', times(50, () => ({ type: 'divider' }))],
  ['a section of 3000 characters', [section({ text: mrkdwn(x(3000)) })]],
  ['10 fields of 1000 characters', [{ type: 'section', fields: times(10, () => plain(x(1000))) }]],
  ['a header of 150 characters', [{ type: 'header', text: plain(x(150)) }]],
  ['25 buttons', [actions(...times(25, (i) => button({ action_id: `a${i}` })))]],
  [
    'the same action id in two blocks',
    [actions(button({ action_id: 'a' })), actions(button({ action_id: 'a' }))],
  ],
  ['100 options', [actions(select(times(100, (i) => option(`${i}`))))]],
  ['a table of 100 rows and 20 columns', [table(100, 20)]],
  ['a public picture', [image({ image_url: 'https://images.example.org/cover.jpg' })]],
])('Slack takes %s', (_what, blocks) => {
  expect(messageBlocks(workspace, blocks)).toBe(blocks);
});

test.each<[string, object[], string]>([
  [
    '51 blocks',
    times(51, () => ({ type: 'divider' })),
    'no more than 50 items allowed [json-pointer:/blocks]',
  ],
  [
    'an unknown block',
    [{ type: 'marquee' }],
    'unsupported type: marquee [json-pointer:/blocks/0/type]',
  ],
  [
    'a long section',
    [section({ text: mrkdwn(x(3001)) })],
    'must be less than 3001 characters [json-pointer:/blocks/0/text/text]',
  ],
  [
    'an empty section',
    [section({ text: mrkdwn('') })],
    'must be more than 0 characters [json-pointer:/blocks/0/text/text]',
  ],
  [
    'a section of nothing',
    [{ type: 'section' }],
    'must define either `text` or `fields` [json-pointer:/blocks/0]',
  ],
  [
    '11 fields',
    [{ type: 'section', fields: times(11, () => plain('a')) }],
    'no more than 10 items allowed [json-pointer:/blocks/0/fields]',
  ],
  [
    'a long field',
    [{ type: 'section', fields: [plain(x(2001))] }],
    'must be less than 2001 characters [json-pointer:/blocks/0/fields/0/text]',
  ],
  [
    'a long header',
    [{ type: 'header', text: plain(x(151)) }],
    'must be less than 151 characters [json-pointer:/blocks/0/text/text]',
  ],
  [
    'a header with markup',
    [{ type: 'header', text: mrkdwn('a') }],
    'unsupported type: mrkdwn [json-pointer:/blocks/0/text/type]',
  ],
  [
    '11 context elements',
    [{ type: 'context', elements: times(11, () => plain('a')) }],
    'no more than 10 items allowed [json-pointer:/blocks/0/elements]',
  ],
  [
    '26 buttons',
    [actions(...times(26, () => button()))],
    'no more than 25 items allowed [json-pointer:/blocks/0/elements]',
  ],
  [
    'a long label',
    [actions(button({ text: plain(x(76)) }))],
    'must be less than 76 characters [json-pointer:/blocks/0/elements/0/text/text]',
  ],
  [
    'a long button value',
    [actions(button({ value: x(2001) }))],
    'must be less than 2001 characters [json-pointer:/blocks/0/elements/0/value]',
  ],
  [
    'a long address',
    [actions(button({ url: x(3001) }))],
    'must be less than 3001 characters [json-pointer:/blocks/0/elements/0/url]',
  ],
  [
    'a long action id',
    [actions(button({ action_id: x(256) }))],
    'must be less than 256 characters [json-pointer:/blocks/0/elements/0/action_id]',
  ],
  [
    'a strange style',
    [actions(button({ style: 'default' }))],
    'must be a valid enum value [json-pointer:/blocks/0/elements/0/style]',
  ],
  [
    'a strange property',
    [actions(button({ colour: 'red' }))],
    'invalid additional property: colour [json-pointer:/blocks/0/elements/0]',
  ],
  [
    'an action id twice in a block',
    [actions(button({ action_id: 'a' }), button({ action_id: 'a' }))],
    'action_id "a" already exists [json-pointer:/blocks/0/elements/1/action_id]',
  ],
  [
    'a block id twice',
    [section({ block_id: 'b' }), section({ block_id: 'b' })],
    'block_id "b" already exists [json-pointer:/blocks/1/block_id]',
  ],
  [
    '101 options',
    [actions(select(times(101, (i) => option(`${i}`))))],
    'no more than 100 items allowed [json-pointer:/blocks/0/elements/0/options]',
  ],
  [
    'no options',
    [actions(select([]))],
    'no fewer than 1 items allowed [json-pointer:/blocks/0/elements/0/options]',
  ],
  [
    'a long option',
    [actions(select([option(x(76), 'v')]))],
    'must be less than 76 characters [json-pointer:/blocks/0/elements/0/options/0/text/text]',
  ],
  [
    'a long option value',
    [actions(select([option('a', x(151))]))],
    'must be less than 151 characters [json-pointer:/blocks/0/elements/0/options/0/value]',
  ],
  [
    'an overflow of 6',
    [actions({ type: 'overflow', options: times(6, (i) => option(`${i}`)) })],
    'no more than 5 items allowed [json-pointer:/blocks/0/elements/0/options]',
  ],
  [
    '11 boxes',
    [actions({ type: 'checkboxes', options: times(11, (i) => option(`${i}`)) })],
    'no more than 10 items allowed [json-pointer:/blocks/0/elements/0/options]',
  ],
  [
    'a long confirmation',
    [actions(button({ confirm: { text: plain(x(301)) } }))],
    'must be less than 301 characters [json-pointer:/blocks/0/elements/0/confirm/text/text]',
  ],
  [
    'a long picture description',
    [image({ alt_text: x(2001), image_url: 'https://example.org/a.png' })],
    'must be less than 2001 characters [json-pointer:/blocks/0/alt_text]',
  ],
  [
    'a picture at home',
    [image({ image_url: 'http://192.168.1.20/cover.jpg' })],
    'downloading image failed [json-pointer:/blocks/0/image_url]',
  ],
  [
    'a picture nobody uploaded',
    [image({ slack_file: { id: 'F404' } })],
    'invalid slack file [json-pointer:/blocks/0/slack_file]',
  ],
  ['101 rows', [table(101, 1)], 'no more than 100 items allowed [json-pointer:/blocks/0/rows]'],
  ['21 columns', [table(1, 21)], 'no more than 20 items allowed [json-pointer:/blocks/0/rows/0]'],
  [
    'an empty cell',
    [table(1, 1, '')],
    'must be more than 0 characters [json-pointer:/blocks/0/rows/0/0/text]',
  ],
  [
    'a table of 10 001 characters',
    [table(73, 1, x(137))],
    'must be less than 10001 characters [json-pointer:/blocks/0]',
  ],
])('Slack refuses %s', (_what, blocks, problem) => {
  expect(messageBlocks(workspace, blocks)).toMatchObject({
    error: 'invalid_blocks',
    errors: [problem],
    response_metadata: { messages: [`[ERROR] ${problem}`] },
  });
});

test('too much text over all blocks and a second table have errors of their own', () => {
  const long = times(4, () => section({ text: mrkdwn(x(2900)) }));

  expect(messageBlocks(workspace, long)).toMatchObject({ error: 'msg_blocks_too_long' });
  expect(messageBlocks(workspace, [table(1, 1), table(1, 1)])).toMatchObject({
    error: 'invalid_attachments',
  });
});

test('any value gets a list of problems, never an exception', () => {
  const surfaces = fc.constantFrom('message', 'modal', 'home');

  fc.assert(
    fc.property(fc.jsonValue(), surfaces, (value, surface) => {
      const problems = checkBlocks(value, surface as 'message');
      for (const problem of problems) expect(problem).toContain('[json-pointer:/blocks');
    }),
  );
});
