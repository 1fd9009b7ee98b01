import { stripVTControlCharacters } from 'node:util';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { renderReply } from '../../../src/chat/terminal/render.ts';
import { isNews, updateLine } from '../../../src/chat/terminal/update-line.ts';
import { displayWidth } from '../../../src/chat/common/width.ts';
import { anyReply, anyText } from '../any-reply.ts';

const reply = anyReply({
  text: anyText([
    '\u001b[31m',
    '\u009b2J',
    '\u001b]0;title\u0007',
    '\r',
    '🇩🇪',
    '1\ufe0f\u20e3',
    'é'.normalize('NFD'),
    '\u200d',
    'क्'.repeat(12),
    'ำ',
    '-'.repeat(90),
  ]),
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
    { numRuns: 60 },
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
    { numRuns: 60 },
  );
});
