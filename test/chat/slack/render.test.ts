import { expect, test } from 'vitest';
import { renderHome, renderMessage, withFallbacks } from '../../../src/chat/slack/render.ts';
import { downloadStopped } from '../../../src/alerts/words/downloads.ts';
import { stopButtons } from '../../../src/downloads/stops.ts';
import { describeFailure, failureReply } from '../../../src/command/failure.ts';
import { type Block, type Reply, say } from '../../../src/command/reply.ts';
import { UserError } from '../../../src/errors.ts';
import { type CardData, proposalCard } from '../../../src/proposals/card.ts';
import { buildRelease } from '../../releases/builders.ts';
import { outline } from './outline.ts';

const card: CardData = {
  id: 12,
  status: 'open',
  book: { title: 'The Glass Orchard', author: 'Mara Quill', series: 'Hollow Lands', position: '3' },
  cover: null,
  release: buildRelease({ narrators: ['Ines Ferro'], seeders: 21 }),
  costClass: 'free',
  reasons: ['unabridged', 'free for everybody'],
  alternatives: [],
  figures: { ratioNow: 1.85, ratioAfter: 1.85, unsatisfied: { count: 3, limit: 20 } },
  hold: [],
  decidedBy: null,
  decisionReason: null,
  download: null,
};

function reply(...blocks: Block[]): Reply {
  return { title: 'A reply', tone: 'info', blocks };
}

function linesOf(rendered: Reply, rest = ''): string {
  return outline(renderMessage(rendered, rest).blocks);
}

test('an open proposal', () => {
  const { text, blocks } = renderMessage(proposalCard(card));

  expect(text).toBe(
    '12: The Glass Orchard (Hollow Lands #3) — Missing from your library. Shall I get it?',
  );
  expect(outline(blocks)).toBe(`
# 12: The Glass Orchard (Hollow Lands #3)
Missing from your library. Shall I get it?
*Author* Mara Quill
*Narrator* Ines Ferro
*Format* M4B, 128 kbps, 30 chapters
*Duration* 6 h 57 min
*Size* 381.5 MB
*Seeders* 21
*Cost* free
*Ratio* 1.85 → 1.85
*Unsatisfied* 3 of 20
*Chosen because*
• unabridged
• free for everybody
[Approve primary] [Reject danger] [Snooze] [Why]
`);
});

test('the same when it was approved and is on its way', () => {
  const download = {
    id: 7,
    status: 'downloading',
    detail: null,
    nextStep: null,
    stopReason: null,
    progress: 0.456,
  };
  const approved = { ...card, status: 'approved', decidedBy: 'Amy <!channel>', download };

  expect(linesOf(proposalCard(approved))).toBe(`
# 12: The Glass Orchard (Hollow Lands #3)
Approved by Amy &lt;!channel&gt; · downloading
*Author* Mara Quill
*Narrator* Ines Ferro
*Size* 381.5 MB
*Cost* free
Download ▰▰▰▰▱▱▱▱▱▱ 45 %
`);
});

test('an alert that needs somebody', () => {
  const news = { id: 7, title: 'The Glass Orchard', author: 'Mara Quill' };
  const { reply: alert } = downloadStopped(news, {
    reason: 'The disk is full.',
    nextStep: 'free 20 GB and try again',
    buttons: stopButtons('no-space', { id: 7, hasRelease: true }),
  });

  expect(linesOf(alert)).toBe(`
# ⚠️ Needs you: The Glass Orchard
*What* The disk is full.
*Did* stopped here; nothing was changed or deleted
*Next step* free 20 GB and try again
[Try again primary] [Ignore danger sure?]
`);
});

test('a table', () => {
  const rows = [
    ['12', 'The Glass Orchard', 'open'],
    ['13', 'Dragons & `Dungeons`', 'waiting'],
  ];

  expect(linesOf(reply({ kind: 'table', columns: ['#', 'Book', 'State'], rows }))).toBe(`
# A reply
\`\`\`
 #  Book                  State
--  --------------------  -------
12  The Glass Orchard     open
13  Dragons &amp; 'Dungeons'  waiting
\`\`\`
`);
});

test('an error', () => {
  const error = new UserError('not_found', 'There is no proposal 99.', '"queue" lists them.');

  expect(linesOf(failureReply(describeFailure(error, 'a1b2c3d4')))).toBe(`
# ⚠️ There is no proposal 99.
"queue" lists them.
`);
});

test('a chart, a bar, a list with buttons and a picture', () => {
  const at = new Date(0);
  const button = {
    label: 'Get',
    runs: 'request',
    input: { title: 'x' },
    style: 'primary',
  } as const;
  const danger = { ...button, label: 'Hide', style: 'danger' } as const;
  const points = [1, 4, 2, 8].map((value) => ({ at, value }));

  const lines = linesOf(
    reply(
      { kind: 'chart', title: 'Points', unit: 'points/h', points },
      { kind: 'progress', label: 'Scan', done: 3, total: 4 },
      { kind: 'progress', label: 'Search', done: 3, total: null },
      {
        kind: 'list',
        items: [
          { text: 'one', detail: 'more\nof it' },
          { text: 'two' },
          { text: 'three', buttons: [button] },
          { text: 'four', buttons: [button, danger] },
        ],
      },
      { kind: 'image', ref: 'cover:1', alt: 'Cover', size: 'small' },
      { kind: 'image', ref: 'board', alt: 'The board', size: 'large' },
    ),
  );

  expect(lines).toBe(`
# A reply
\`\`\`
Points
▁▄▂█
1–8, last 8 points/h
\`\`\`
Scan ▰▰▰▰▰▰▰▱▱▱ 75 %
Search: 3 so far
• one
    more
    of it
• two
• three [Get primary]
• four
[Get primary] [Hide danger sure?]
(picture: The board)
`);
});

test.each([
  ['<!channel> & <@U1>', '&lt;!channel&gt; &amp; &lt;@U1&gt;'],
  ['> quoted\nplain', '› quoted\nplain'],
  ['*bold* _it_ ~no~ `code`', '∗bold* ˍit_ ∼no~ ˋcodeˋ'],
  ['M*A*S*H, snake_case, 3 * 4', 'M*A*S*H, snake_case, 3 * 4'],
  ['\u202egnp.exe\u200b\u0000', 'gnp.exe'],
  [`Z${'\u0301'.repeat(40)}algo`, `Z${'\u0301'.repeat(8)}algo`],
])('%j is shown as %j', (text, shown) => {
  expect(linesOf(reply({ kind: 'text', text }))).toBe(`\n# A reply\n${shown}\n`);
});

test('a mention in a title stays words in the header, the summary and a label', () => {
  const button = { label: '<!here>', runs: 'approve', input: {}, style: 'default' } as const;
  const rendered = renderMessage({
    ...reply({ kind: 'buttons', buttons: [button] }),
    title: '<!channel> &amp;',
  });

  expect(rendered.text).toBe('&lt;!channel&gt; &amp;amp;');
  expect(outline(rendered.blocks)).toBe('\n# ‹!channel> &amp;\n[‹!here>]\n');
});

test('what does not fit is counted, and the buttons stay', () => {
  const rows = Array.from({ length: 400 }, (_, index) => [String(index), 'b'.repeat(60)]);
  const button = { label: 'Approve', runs: 'approve', input: {}, style: 'primary' } as const;
  const lines = linesOf(
    reply(
      { kind: 'table', columns: ['#', 'Book'], rows },
      { kind: 'text', text: 'after' },
      { kind: 'buttons', buttons: [button] },
    ),
    'Ask for less.',
  );

  const shown = lines.match(/^ *\d+ {2}b+/gm)?.length ?? 0;
  expect(shown).toBeGreaterThan(80);
  expect(lines).toContain(`\n[Approve primary]\n(… and ${401 - shown} more. Ask for less.)\n`);
  expect(lines).not.toContain('after');
});

test('a select shows a hundred options and counts the rest', () => {
  const options = Array.from({ length: 130 }, (_, index) => ({
    label: `S${index}`,
    value: `${index}`,
  }));
  const select = { label: 'Series', runs: 'series', input: {}, field: 'series', options };

  const lines = linesOf(reply({ kind: 'select', select }));

  expect(lines).toContain(' / S99]');
  expect(lines).toContain('(… and 30 more.)');
});

test('a call too long for a button is written out to be typed', () => {
  const input = { title: 'x'.repeat(2500) };
  const button = { label: 'Request', runs: 'request', input, style: 'primary' } as const;

  expect(linesOf(reply({ kind: 'buttons', buttons: [button] }))).toContain(
    '• Request\n    request title=xxx',
  );
});

test('a small picture stands beside what comes next, a large one alone', () => {
  const cover: Block = { kind: 'image', ref: 'cover:1', alt: 'Cover', size: 'small' };
  const chart: Block = { kind: 'chart', title: 'Ratio', unit: '', points: [] };
  const blocks: Block[] = [cover, { kind: 'text', text: 'Missing.' }, chart];
  const files = new Map([cover, chart].map((block, index) => [block, `F000000000${index}`]));

  const { blocks: shown } = renderMessage({ title: 'Ozma', tone: 'info', blocks }, '', files);

  const picture = (id: string, alt: string) => ({
    type: 'image',
    slack_file: { id },
    alt_text: alt,
  });
  expect(shown.slice(1)).toMatchObject([
    { type: 'section', accessory: picture('F0000000000', 'Cover') },
    picture('F0000000001', 'Ratio'),
  ]);
});

test('refused pictures are left out first, then everything but the words', () => {
  const board: Block = { kind: 'image', ref: 'board', alt: 'The board', size: 'large' };
  const files = new Map([[board, 'F0000000001']]);

  const [whole, bare, words] = withFallbacks(reply(board), '', files);

  expect(outline(whole?.blocks ?? [])).toContain('[image: The board]');
  expect(outline(bare?.blocks ?? [])).toBe('\n# A reply\n(picture: The board)\n');
  expect(words).toEqual({ text: '```\n• A reply\n  (picture: The board)\n```', blocks: [] });
});

test('the Home tab holds several replies', () => {
  const blocks = renderHome([say('Status', 'All is well.'), say('Queue', 'Empty.')], '');

  expect(outline(blocks)).toBe(`
# Status
All is well.
divider
# Queue
Empty.
`);
});
