import { expect, test } from 'vitest';
import { acceptView } from '../../../src/sandbox/slack/block-kit/view.ts';
import { defaultManifest } from '../../../src/sandbox/slack/manifest.ts';
import { createWorkspace } from '../../../src/sandbox/slack/workspace.ts';

const workspace = createWorkspace(defaultManifest, () => new Date('2026-05-01T12:00:00Z'));

const x = (length: number) => 'x'.repeat(length);
const plain = (text: string) => ({ type: 'plain_text', text });
const section = () => ({ type: 'section', text: plain('words') });
const table = { type: 'table', rows: [[{ type: 'raw_text', text: 'a' }]] };
const modal = (more: object = {}) => ({
  type: 'modal',
  title: plain('Why?'),
  blocks: [section()],
  ...more,
});
const input = { type: 'input', label: plain('Reason'), element: { type: 'plain_text_input' } };

test.each<[string, object, string]>([
  [
    'a long title',
    modal({ title: plain(x(25)) }),
    'must be less than 25 characters [json-pointer:/view/title/text]',
  ],
  [
    'a long button',
    modal({ submit: plain(x(25)) }),
    'must be less than 25 characters [json-pointer:/view/submit/text]',
  ],
  [
    'a long callback id',
    modal({ callback_id: x(256) }),
    'must be less than 256 characters [json-pointer:/view/callback_id]',
  ],
  [
    'long metadata',
    modal({ private_metadata: x(3001) }),
    'must be less than 3001 characters [json-pointer:/view/private_metadata]',
  ],
  [
    '101 blocks',
    modal({ blocks: Array.from({ length: 101 }, section) }),
    'no more than 100 items allowed [json-pointer:/view/blocks]',
  ],
  [
    'an input without a submit button',
    modal({ blocks: [input] }),
    'missing required field: submit [json-pointer:/view]',
  ],
  ['no title', { type: 'modal', blocks: [] }, 'missing required field: title [json-pointer:/view]'],
  [
    'a table',
    modal({ blocks: [table] }),
    'unsupported type: table [json-pointer:/view/blocks/0/type]',
  ],
])('Slack refuses a modal with %s', (_what, view, problem) => {
  expect(acceptView(workspace, view, 'modal')).toMatchObject({
    error: 'invalid_arguments',
    errors: [problem],
  });
});

test('Slack takes a whole modal and a whole Home tab', () => {
  const form = modal({ submit: plain('Send'), close: plain('Back'), blocks: [input] });
  const home = { type: 'home', blocks: [section()] };

  expect(acceptView(workspace, form, 'modal')).toBe(form);
  expect(acceptView(workspace, home, 'home')).toBe(home);
  expect(acceptView(workspace, home, 'modal')).toMatchObject({ error: 'invalid_arguments' });
});
