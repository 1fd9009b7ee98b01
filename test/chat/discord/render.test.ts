import { describe, expect, test } from 'vitest';
import { downloadStopped } from '../../../src/alerts/words/downloads.ts';
import { stopButtons } from '../../../src/downloads/stops.ts';
import type { Payload } from '../../../src/chat/discord/payload.ts';
import { renderPlain, renderReply } from '../../../src/chat/discord/render.ts';
import { failureReply } from '../../../src/command/failure.ts';
import type { Picture } from '../../../src/command/picture.ts';
import type { Block, Button, Reply } from '../../../src/command/reply.ts';
import { proposalCard } from '../../../src/proposals/card.ts';
import { png } from '../any-reply.ts';

const reasons = ['wrong book', 'wrong edition', 'too big', 'not now', 'never'];
const choicesOf = (command: string, field: string) =>
  command === 'reject' && field === 'reason' ? reasons : [];

/** The message as it reads, with what can be pressed. */
function shown({ content, embeds, components }: Payload): string {
  const texts = embeds.map(({ description = '' }) => description);
  const rows = components.map((row) =>
    row.components
      .map((one) => ('options' in one ? `[${one.placeholder} v]` : `[${one.label}]`))
      .join(' '),
  );
  return ['', content, ...texts, ...rows, ''].join('\n');
}

function render(blocks: Block[], title = 'News'): Payload {
  return renderReply({ title, tone: 'info', blocks }, choicesOf);
}

const fullText = ({ files }: Payload) => files[0]?.data.toString();
const text = (payload: Payload) => payload.embeds[0]?.description ?? '';

const card = proposalCard({
  id: 12,
  status: 'open',
  book: { title: 'The Glass Orchard', author: 'Mara Quill', series: 'Hollow Lands', position: '3' },
  cover: null,
  release: null,
  costClass: 'site freeleech',
  reasons: ['free for everybody', '128 kbps is ideal'],
  alternatives: [],
  figures: { ratioNow: 1.85, ratioAfter: 1.8, unsatisfied: { count: 3, limit: 20 } },
  hold: [],
  decidedBy: null,
  decisionReason: null,
  download: null,
});

describe('a proposal card', () => {
  test('has its title where a push notification shows it and its buttons below', () => {
    expect(shown(renderReply(card, choicesOf))).toBe(`
**12: The Glass Orchard (Hollow Lands #3)**
Missing from your library. Shall I get it?
**Author** Mara Quill
**Cost** site freeleech
**Ratio** 1.85 → 1.80
**Unsatisfied** 3 of 20

**Chosen because**
- free for everybody
- 128 kbps is ideal
[Approve] [Reject] [Why]
[Snooze: For how many days? v]
`);
  });

  test('carries each call in its button', () => {
    const [row] = renderReply(card, choicesOf).components;

    expect(row?.components.map((one) => one.custom_id)).toEqual([
      'v1:approve:proposal=12',
      'v1:reject:proposal=12:reason=Why+not?',
      'v1:why:proposal=12',
    ]);
  });

  test('says the same in the content line alone where embeds are not allowed', () => {
    const { content, embeds, components } = renderPlain(card, choicesOf);

    expect(content).toContain('(Hollow Lands #3)**\nMissing from your library. Shall I get it?\n');
    expect(embeds).toEqual([]);
    expect(components).toHaveLength(2);
  });
});

test('an alert has the colour of its tone', () => {
  const download = { id: 7, title: 'The Glass Orchard', author: 'Mara Quill' };
  const { reply } = downloadStopped(download, {
    reason: 'the file part.rar is an archive',
    nextStep: 'unpack it',
    buttons: stopButtons(null, { id: 7, hasRelease: false }),
  });

  const payload = renderReply(reply, choicesOf);

  expect(shown(payload)).toBe(`
**Needs you: The Glass Orchard**
**What** the file part.rar is an archive
**Did** stopped here; nothing was changed or deleted
**Next step** unpack it
[Try again] [Ignore]
`);
  expect(payload.embeds[0]?.color).toBe(0xf0b232);
});

test('an error is its sentence and its hint', () => {
  const failure = {
    kind: 'user',
    code: 'expired',
    message: 'Too late.',
    hint: 'Ask again.',
  } as const;

  const payload = renderReply(failureReply({ ...failure, id: '1' }), choicesOf);

  expect(shown(payload)).toBe('\n**Too late.**\nAsk again.\n');
});

describe('a table', () => {
  const columns = ['Series', '#', 'Title', 'State'];
  const row = (number: number) => ['Hollow Lands', String(number), '魔法使いの`庭`', 'wanted'];

  test('is a code block no wider than a phone', () => {
    const payload = render([{ kind: 'table', columns, rows: [row(1), row(12)] }], '2 missing');

    expect(shown(payload)).toBe(`
**2 missing**
\`\`\`
Series         #  Title           State
------------  --  --------------  ------
Hollow Lands   1  魔法使いの'庭'  wanted
Hollow Lands  12  魔法使いの'庭'  wanted
\`\`\`
`);
    expect(payload.files).toEqual([]);
  });

  test('that is too long says how much is left out and comes whole as a file', () => {
    const rows = Array.from({ length: 300 }, (_, index) => row(index + 1));

    const payload = render([{ kind: 'table', columns, rows }]);

    const [, left] = /… (\d+) more rows\n/.exec(text(payload)) ?? [];
    expect(text(payload).match(/wanted/g)).toHaveLength(300 - Number(left));
    expect(text(payload)).toMatch(/\n```\n… \d+ more rows\nMore of it is in the attached file\.$/);
    expect(fullText(payload)?.match(/wanted/g)).toHaveLength(300);
  });
});

test('progress is a bar, a chart a line with its figures and unit', () => {
  const points = [1.2, 1.5, 2, 1.8].map((value) => ({ at: new Date(0), value }));

  const payload = render([
    { kind: 'progress', label: 'Download', done: 45, total: 100 },
    { kind: 'chart', title: 'Ratio', unit: 'up/down', points },
  ]);

  expect(text(payload)).toBe(
    '`Download [####------] 45 %`\n```\nRatio\n▁▄█▇\n1.20–2.00, last 1.80 up/down\n```',
  );
});

describe('pictures', () => {
  const cover: Block = { kind: 'image', ref: 'cover:1', alt: 'Cover of Ozma', size: 'small' };
  const board: Block = { kind: 'image', ref: 'board', alt: 'The board', size: 'large' };
  const chart: Block = { kind: 'chart', title: 'Ratio', unit: '', points: [] };

  test('stand beside the text when they are small, below it when they are large', () => {
    const blocks = [board, cover, { kind: 'text' as const, text: 'Missing.' }, chart];
    const pictures = new Map<Block, Picture>([board, cover, chart].map((block) => [block, png]));

    const payload = renderReply({ title: 'Ozma', tone: 'info', blocks }, () => [], pictures);

    expect(payload.embeds).toEqual([
      {
        color: 0x3b82f6,
        description: 'Missing.',
        thumbnail: { url: 'attachment://picture-1.png' },
        image: { url: 'attachment://picture-2.png' },
      },
      { color: 0x3b82f6, image: { url: 'attachment://picture-3.png' } },
    ]);
    expect(payload.files.map(({ name, alt }) => [name, alt])).toEqual([
      ['picture-1.png', 'Cover of Ozma'],
      ['picture-2.png', 'The board'],
      ['picture-3.png', 'Ratio'],
    ]);
  });

  test('that cannot be had leave their words, a small one nothing', () => {
    expect(text(render([cover, board]))).toBe('(picture: The board)');
  });
});

describe('what can be pressed', () => {
  const button = (label: string): Button => ({
    label,
    runs: 'why',
    input: { proposal: 12 },
    style: 'default',
  });

  test('fills rows of five; what has no place is counted', () => {
    const buttons = Array.from({ length: 27 }, (_, index) => button(`b${index}`));

    const payload = render([{ kind: 'buttons', buttons }]);

    expect(payload.components.map((row) => row.components.length)).toEqual([5, 5, 5, 5, 5]);
    expect(text(payload)).toContain('… 2 more buttons; what they do can be typed.');
    expect(fullText(payload)).toContain('why proposal=12');
  });

  test('beside list items carries the number of its item', () => {
    const payload = render([
      { kind: 'list', items: [{ text: 'First', buttons: [button('Why')] }] },
    ]);

    expect(shown(payload)).toBe('\n**News**\n1\\. First\n[1. Why]\n');
  });

  test('in a menu is the first 25 options and a hint about the others', () => {
    const options = Array.from({ length: 40 }, (_, index) => ({
      label: `Series ${index}`,
      value: String(index),
    }));
    const select = { label: 'Choose', runs: 'series', input: { monitor: 'all' }, field: 'series' };

    const payload = render([{ kind: 'select', select: { ...select, options } }]);

    const [menu] = payload.components[0]?.components ?? [];
    expect(menu).toMatchObject({ custom_id: 'v1:series:monitor=all:series', type: 3 });
    expect(menu && 'options' in menu && menu.options).toHaveLength(25);
    expect(text(payload)).toContain('"Choose" shows 25 of 40; the others can be typed.');
  });

  test('and asks among values the command does not know itself is a menu at once', () => {
    const asks = { field: 'release', label: 'Which?', choices: ['m4b', 'mp3'] };

    const payload = render([{ kind: 'buttons', buttons: [{ ...button('Take'), asks }] }]);

    expect(shown(payload)).toContain('[Take: Which? v]');
  });

  test('but carries more than an id can hold is refused clearly', () => {
    const buttons = [{ ...button('Why'), input: { title: 'a'.repeat(90) } }];

    expect(() => render([{ kind: 'buttons', buttons }])).toThrow(
      'a button that runs "why" carries more than 100 characters of input',
    );
  });
});

test('two long texts share the room and both say what is missing', () => {
  const lines = (word: string) => Array.from({ length: 500 }, () => word.repeat(4)).join('\n');
  const blocks: Reply['blocks'] = [
    { kind: 'text', text: lines('first ') },
    { kind: 'text', text: 'short' },
    { kind: 'text', text: lines('second ') },
  ];

  const body = text(render(blocks));

  expect(body).toMatch(/first \n… \d+ more lines\nshort\nsecond .*\n… \d+ more lines\nMore of it/s);
});
