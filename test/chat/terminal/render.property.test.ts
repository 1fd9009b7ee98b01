import { stripVTControlCharacters } from 'node:util';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { renderReply } from '../../../src/chat/terminal/render.ts';
import { isNews, updateLine } from '../../../src/chat/terminal/update-line.ts';
import { displayWidth } from '../../../src/chat/terminal/width.ts';
import type { Block, Button, Reply } from '../../../src/command/reply.ts';

const nasty = [
  '\u001b[31m',
  '\u009b2J',
  '\u001b]0;title\u0007',
  '\r',
  '\n',
  '\u202e',
  '\u2066',
  '\ud800',
  '魔法',
  '👩‍👩‍👧',
  '🇩🇪',
  '1\ufe0f\u20e3',
  'é'.normalize('NFD'),
  '\u0301'.repeat(30),
  '\u200d',
  'क्'.repeat(12),
  'ำ',
  ' ',
  '-'.repeat(90),
];
const text = fc
  .array(fc.oneof(fc.constantFrom(...nasty), fc.string({ unit: 'grapheme', maxLength: 12 })), {
    maxLength: 8,
  })
  .map((parts) => parts.join(''));

const input = fc.constant({});
const question = fc.record({ field: text, label: text });
const button: fc.Arbitrary<Button> = fc.record({
  label: text,
  runs: text,
  input,
  style: fc.constantFrom('primary', 'danger', 'default'),
});
const few = <Value>(value: fc.Arbitrary<Value>) => fc.array(value, { maxLength: 6 });
const option = fc.record({ label: text, value: text });
const point = fc.record({ at: fc.constant(new Date(0)), value: fc.double() });

const block: fc.Arbitrary<Block> = fc.oneof(
  fc.record({ kind: fc.constant('text' as const), text }),
  fc.record({
    kind: fc.constant('fields' as const),
    fields: few(fc.record({ label: text, value: text })),
  }),
  fc.record({
    kind: fc.constant('list' as const),
    items: few(fc.record({ text, detail: text, buttons: few(button) })),
  }),
  fc.record({ kind: fc.constant('table' as const), columns: few(text), rows: few(few(text)) }),
  fc.record({
    kind: fc.constant('progress' as const),
    label: text,
    done: fc.double(),
    total: fc.option(fc.double()),
  }),
  fc.record({ kind: fc.constant('image' as const), url: text, alt: text }),
  fc.record({ kind: fc.constant('chart' as const), title: text, unit: text, points: few(point) }),
  fc.record({ kind: fc.constant('buttons' as const), buttons: few(button) }),
  fc.record({
    kind: fc.constant('select' as const),
    select: fc.record({ label: text, runs: text, input, field: text, options: few(option) }),
  }),
  fc.record({
    kind: fc.constant('form' as const),
    form: fc.record({ label: text, runs: text, input, questions: few(question) }),
  }),
);

const reply: fc.Arbitrary<Reply> = fc.record({
  title: text,
  tone: fc.constantFrom('info', 'ok', 'warning', 'danger'),
  blocks: few(block),
});
const width = fc.integer({ min: 20, max: 120 });

// oxlint-disable-next-line no-control-regex
const ownColour = /\u001b\[(?:1|2|22|3[1-6]|39)m/g;

function expectFits(rendered: string, cells: number): void {
  for (const line of rendered.split('\n')) {
    expect(line).not.toMatch(/\p{Cc}|\p{Cs}|[\u202a-\u202e\u2066-\u2069]/u);
    expect(displayWidth(line)).toBeLessThanOrEqual(cells);
  }
}

test('any reply fits the width and brings no sequence, control character or direction mark of its own', () => {
  fc.assert(
    fc.property(reply, width, fc.boolean(), (any, cells, hasColour) => {
      const rendered = renderReply(any, { width: cells, hasColour });

      expectFits(hasColour ? rendered.text.replaceAll(ownColour, '') : rendered.text, cells);
      expectFits(updateLine(any, cells), cells);
      expect(rendered.actions.map(({ number }) => number)).toEqual(
        rendered.actions.map((_, index) => index + 1),
      );
    }),
  );
});

test('every number given out stands in the text', () => {
  fc.assert(
    fc.property(reply, fc.integer({ min: 1, max: 99 }), (any, firstNumber) => {
      const { text: shown, actions } = renderReply(any, {
        width: 80,
        hasColour: true,
        firstNumber,
      });

      for (const { number } of actions) {
        expect(stripVTControlCharacters(shown)).toContain(`[${number}]`);
      }
      expect(isNews(any)).toBe(any.tone !== 'info' || actions.length > 0);
    }),
  );
});
