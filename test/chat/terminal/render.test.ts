import { stripVTControlCharacters } from 'node:util';
import { describe, expect, test } from 'vitest';
import { renderReply } from '../../../src/chat/terminal/render.ts';
import type { Block, Reply } from '../../../src/command/reply.ts';

const at = new Date('2026-01-02T03:04:05Z');
const button = (label: string) =>
  ({ label, runs: 'approve', input: { proposal: 12 }, style: 'default' }) as const;

const card: Reply = {
  title: '12: The Glass Orchard (Hollow Lands #3)',
  tone: 'info',
  blocks: [
    { kind: 'text', text: 'Missing from your library. Shall I get it, while it costs nothing?' },
    {
      kind: 'fields',
      fields: [
        { label: 'Author', value: 'Mara Quill' },
        { label: 'Narrator', value: 'Ines Ferro, Tom Albright and the players of the Old Mill' },
        { label: 'Unsatisfied', value: '3 of 20' },
      ],
    },
    { kind: 'list', items: [{ text: 'free for everybody', detail: 'until Friday' }] },
    { kind: 'progress', label: 'Download', done: 45, total: 100 },
    { kind: 'buttons', buttons: [button('Approve'), button('Reject'), button('Why')] },
  ],
};

test('a card at 80 cells', () => {
  const { text, actions } = renderReply(card, { width: 80, hasColour: false, firstNumber: 7 });

  expect(`\n${text}\n`).toBe(`
• 12: The Glass Orchard (Hollow Lands #3)
  Missing from your library. Shall I get it, while it costs nothing?
  Author       Mara Quill
  Narrator     Ines Ferro, Tom Albright and the players of the Old Mill
  Unsatisfied  3 of 20
  - free for everybody
    until Friday
  Download [####------] 45 %
  [7] Approve  [8] Reject  [9] Why
`);
  expect(actions.map(({ number, label }) => [number, label])).toEqual([
    [7, 'Approve'],
    [8, 'Reject'],
    [9, 'Why'],
  ]);
});

test('the same card at 40 cells', () => {
  const { text } = renderReply(card, { width: 40, hasColour: false });

  expect(`\n${text}\n`).toBe(`
• 12: The Glass Orchard (Hollow Lands
  #3)
  Missing from your library. Shall I get
  it, while it costs nothing?
  Author       Mara Quill
  Narrator     Ines Ferro, Tom Albright
               and the players of the
               Old Mill
  Unsatisfied  3 of 20
  - free for everybody
    until Friday
  Download [####------] 45 %
  [1] Approve  [2] Reject  [3] Why
`);
});

test('colour adds sequences and changes nothing else', () => {
  const plain = renderReply(card, { width: 40, hasColour: false }).text;
  const coloured = renderReply(card, { width: 40, hasColour: true }).text;

  expect(coloured).toContain('\u001b[1m12: The Glass Orchard (Hollow Lands\u001b[22m');
  expect(coloured).toContain('\u001b[36m[1] Approve\u001b[39m');
  expect(stripVTControlCharacters(coloured)).toBe(plain);
});

test.each([
  ['info', '•', '\u001b[36m'],
  ['ok', '✓', '\u001b[32m'],
  ['warning', '!', '\u001b[33m'],
  ['danger', '✗', '\u001b[31m'],
] as const)('the tone %s has the symbol %s and its colour', (tone, symbol, colour) => {
  const reply: Reply = { title: 'News', tone, blocks: [] };

  expect(renderReply(reply, { width: 80, hasColour: false }).text).toBe(`${symbol} News`);
  expect(renderReply(reply, { width: 80, hasColour: true }).text).toContain(`${colour}${symbol}`);
});

function body(block: Block, width = 40): string {
  const { text } = renderReply(
    { title: '', tone: 'info', blocks: [block] },
    { width, hasColour: false },
  );
  return text
    .split('\n')
    .slice(1)
    .map((line) => line.slice(2))
    .join('\n');
}

describe('a table', () => {
  const columns = ['Title', 'Series', 'Size', 'Seeders'];
  const rows = [
    ['The Glass Orchard at Midsummer', 'Hollow Lands', '1.2 GB', '12'],
    ['魔法使いの庭', 'Hollow Lands', '310 MB', '3'],
  ];

  test('is as wide as its content, figures to the right, wide letters aligned', () => {
    expect(`\n${body({ kind: 'table', columns, rows }, 80)}\n`).toBe(`
Title                           Series          Size  Seeders
------------------------------  ------------  ------  -------
The Glass Orchard at Midsummer  Hollow Lands  1.2 GB       12
魔法使いの庭                    Hollow Lands  310 MB        3
`);
  });

  test('leaves out a column in which nothing stands', () => {
    const table: Block = { kind: 'table', columns: ['#', 'Detail'], rows: [['1', ''], ['2']] };

    expect(body(table)).toBe('#\n-\n1\n2');
  });

  test('shortens its widest columns to fit', () => {
    expect(`\n${body({ kind: 'table', columns, rows }, 54)}\n`).toBe(`
Title                  Series          Size  Seeders
---------------------  ------------  ------  -------
The Glass Orchard at…  Hollow Lands  1.2 GB       12
魔法使いの庭           Hollow Lands  310 MB        3
`);
  });

  test('stands row by row when its columns cannot stand side by side', () => {
    expect(`\n${body({ kind: 'table', columns, rows: rows.slice(0, 1) }, 24)}\n`).toBe(`
- The Glass Orchard at
  Midsummer · Hollow
  Lands · Size 1.2 GB
  · Seeders 12
`);
  });

  test('begins such a row with the number that can be typed for it', () => {
    const table: Block = {
      kind: 'table',
      columns: ['#', 'Title', 'No.'],
      rows: [['12', 'The Glass Orchard at Midsummer', '3']],
    };

    expect(body(table, 24)).toBe('- 12: The Glass\n  Orchard at Midsummer\n  · No. 3');
  });

  test('says when it is empty and how much of it is left out', () => {
    const long = Array.from({ length: 503 }, (_, index) => [String(index)]);

    expect(body({ kind: 'table', columns: ['Title'], rows: [] })).toBe('Title\n-----\n(none)');
    expect(body({ kind: 'table', columns: ['Number'], rows: long })).toMatch(/ {3}499\n… 3 more$/);
  });
});

test.each([
  [{ done: 0, total: 3 }, 'Copy [----------] 0 %'],
  [{ done: 999, total: 1000 }, 'Copy [#########-] 99 %'],
  [{ done: 5, total: 4 }, 'Copy [##########] 100 %'],
  [{ done: 7, total: null }, 'Copy: 7 so far'],
  [{ done: 0, total: 0 }, 'Copy: 0 so far'],
])('progress %o', (progress, text) => {
  expect(body({ kind: 'progress', label: 'Copy', ...progress })).toBe(text);
});

test('a chart is a sparkline with its figures and unit', () => {
  const points = [1.2, 1.5, 2, 1.8, 1.204].map((value) => ({ at, value }));

  expect(body({ kind: 'chart', title: 'Ratio', unit: 'up/down', points })).toBe(
    'Ratio\n▁▄█▇▁\n1.20–2.00, last 1.20 up/down',
  );
  expect(body({ kind: 'chart', title: 'Ratio', unit: '', points: [] })).toBe(
    'Ratio\nNo figures yet.',
  );
});

test('what is not known is a blank in the sparkline, and said when it is now', () => {
  const points = [1, 2, null, null, 2, 1.999].map((value) => ({ at, value }));
  const lines = [{ label: 'floor', value: 1, tone: 'danger' as const }];
  const chart = { kind: 'chart' as const, title: 'Ratio', unit: '', lines };

  expect(body({ ...chart, points })).toBe('Ratio\n▁█  ██\n1.00–2.00, last 1.99, floor 1.00');
  expect(body({ ...chart, points: points.slice(0, 4) })).toBe(
    'Ratio\n▁█  \n1–2, unknown now, last known 2, floor\n1',
  );
});

test('one figure is no range, and a large one is easy to read', () => {
  const points = [{ at, value: 21_400 }];

  expect(body({ kind: 'chart', title: 'Points', unit: 'points', points })).toBe(
    'Points\n▅\nlast 21,400 points',
  );
});

test('the parts of a whole are a bar and their figures', () => {
  const parts = [
    { label: 'complete', value: 612, tone: 'ok' as const },
    { label: 'with gaps', value: 254, tone: 'warning' as const },
  ];
  const rows = [{ label: 'Series', parts }];

  expect(body({ kind: 'chart', title: 'Completeness', rows })).toBe(
    'Completeness\nSeries [#######---] 70 %\n612 complete, 254 with gaps',
  );
});

test('a large picture is its description, a small one nothing', () => {
  const picture = (size: 'small' | 'large') =>
    body({ kind: 'image', ref: 'board', alt: 'The board', size });

  expect(picture('large')).toBe('(picture: The board)');
  expect(picture('small')).toBe('');
});

test('a select and a form are numbered too', () => {
  const options = [{ label: 'Hollow Lands (3 missing)', value: '7' }];
  const select = {
    label: 'Choose a series',
    runs: 'series',
    input: { monitor: 'all' },
    field: 'series',
    options,
  };
  const form = {
    label: 'Ask for a book',
    runs: 'request',
    input: {},
    questions: [{ field: 'title', label: 'Title' }],
  };

  const { text, actions } = renderReply(
    {
      title: 'First scan',
      tone: 'info',
      blocks: [
        { kind: 'select', select },
        { kind: 'form', form },
      ],
    },
    { width: 80, hasColour: false, firstNumber: 99 },
  );

  expect(text.split('\n').slice(1)).toEqual([
    '  Choose a series',
    '  [99] Hollow Lands (3 missing)',
    '  [1] Ask for a book (asks: Title)',
  ]);
  expect(actions[0]).toMatchObject({ runs: 'series', input: { monitor: 'all', series: '7' } });
  expect(actions[1]).toMatchObject({ runs: 'request', asks: form.questions });
});

test('a second list of the same choices is one line with their numbers', () => {
  const options = ['Ozma of Oz', 'Rinkitink in Oz'].map((label, at) => ({ label, value: `${at}` }));
  const get = { label: 'Get one', runs: 'request', input: {}, field: 'title', options };
  const hide = { label: 'Hide one', runs: 'hide', input: {}, field: 'gap', options };
  const blocks = [get, hide].map((select) => ({ kind: 'select' as const, select }));

  const { text, actions } = renderReply(
    { title: 'Gaps', tone: 'info', blocks },
    { width: 80, hasColour: false },
  );

  expect(text.split('\n').slice(1)).toEqual([
    '  Get one',
    '  [1] Ozma of Oz',
    '  [2] Rinkitink in Oz',
    '  Hide one: [3] to [4], in the same order',
  ]);
  expect(actions[3]).toMatchObject({ number: 4, runs: 'hide', input: { gap: '1' } });
});

test('long lists and too many buttons say what is left out', () => {
  const items = Array.from({ length: 530 }, (_, index) => ({ text: `item ${index}` }));
  const buttons = Array.from({ length: 120 }, (_, index) => button(`b${index}`));

  expect(body({ kind: 'list', items })).toMatch(/- item 499\n… 30 more$/);
  expect(body({ kind: 'buttons', buttons })).toMatch(/\[99\] b98\n… 21 more$/);
});

test('an endless text is cut and says so', () => {
  expect(body({ kind: 'text', text: 'ab '.repeat(100_000) })).toMatch(
    /cut: 300000\ncharacters in all\)$/,
  );
});

test('foreign text cannot colour, overwrite or turn around the screen', () => {
  const text = body({ kind: 'text', text: 'free\u001b[2J\u001b[31m\rpaid \u202efree\u0007' });

  expect(text).toBe('free\npaid free');
});
